package dev.cometj.p2p.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkAcceptor;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.testkit.contract.ThreadedContractWorld;
import dev.cometj.p2p.transport.LeakRecorder;
import dev.cometj.p2p.transport.StreamTransport;
import dev.cometj.p2p.transport.secret.KeySigner;
import dev.cometj.p2p.transport.secret.Nodes;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Links of the whole transport on real sockets, ended in every way while producers on both ends are at work. Netty's
/// paranoid detector watches, and every buffer comes from an allocator of the round, which counts.
class LeakStressTest {
  private static final int LINKS = 6;
  private static final long SEED = Long.getLong("cometj.seed", 20_261_124);

  private final ThreadedContractWorld world = new ThreadedContractWorld();
  private ResourceLeakDetector.Level level = ResourceLeakDetector.Level.SIMPLE;

  @BeforeEach
  void watch() {
    level = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    var _ = LeakRecorder.takeReports();
  }

  @AfterEach
  void close() {
    ResourceLeakDetector.setLevel(level);
    world.close();
  }

  @Test
  void theDetectorSeesALeak() throws InterruptedException {
    assertThat(leaksWithOneOfOurs()).hasSize(1);
  }

  @TestFactory
  @DisplayName("PR-08 producers x stop x flush: nothing is leaked, nothing that was queued is lost")
  Stream<DynamicTest> rounds() {
    int rounds = Integer.getInteger("cometj.stress.rounds", 5);
    return IntStream.range(0, rounds)
        .mapToObj(i -> DynamicTest.dynamicTest("seed " + (SEED + i), () -> round(SEED + i)));
  }

  private void round(long seed) throws InterruptedException {
    PooledByteBufAllocator buffers = new PooledByteBufAllocator(true);
    Node dialler = new Node(1, buffers);
    Node listener = new Node(2, buffers);
    List<CompletionStage<Link>> late = new ArrayList<>();
    try {
      links(new SplittableRandom(seed), dialler, listener, late);
    } finally {
      await(dialler.transport.close());
      await(listener.transport.close());
    }
    late.forEach(dial -> assertThat(dial.toCompletableFuture()).isDone());
    assertThat(active(buffers)).as("buffers in use").isZero();
    assertThat(leaksWithOneOfOurs()).as("and the one of ours").hasSize(1);
  }

  private static void links(
      SplittableRandom random, Node dialler, Node listener, List<CompletionStage<Link>> late)
      throws InterruptedException {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < LINKS; i++) {
      StressEnd here = new StressEnd(await(dialler.transport.dial(listener.listen())));
      pairs.add(new Pair(here, listener.accepted.take(), End.values()[random.nextInt(5)]));
    }
    pairs.forEach(pair -> pair.start(random.nextLong(1L << 40)));
    for (Pair pair : pairs) {
      pair.awaitSent(random.nextInt(3000));
      pair.end();
      // Some of these are still shaking hands when everything closes.
      late.add(dialler.transport.dial(listener.listen()));
    }
    for (Pair pair : pairs) {
      pair.check();
    }
  }

  private static long active(PooledByteBufAllocator buffers) {
    return Stream.concat(
            buffers.metric().directArenas().stream(), buffers.metric().heapArenas().stream())
        .mapToLong(PoolArenaMetric::numActiveAllocations)
        .sum();
  }

  /// Leak a buffer on purpose, and collect what the detector finds until it has found that one: what was leaked before
  /// has been found then, too.
  private static List<String> leaksWithOneOfOurs() throws InterruptedException {
    PooledByteBufAllocator other = new PooledByteBufAllocator(true);
    // Each with a text of its own: what reads the same is reported once.
    other.buffer(1).touch("leaked on purpose, %d".formatted(System.nanoTime()));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (LeakRecorder.count() == 0 && System.nanoTime() < deadline) {
      System.gc();
      Thread.sleep(1);
      // Reports are made when the next buffer is tracked.
      other.buffer(1).release();
    }
    return LeakRecorder.takeReports();
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  /// How a link comes to its end.
  private enum End {
    HERE_CLOSES,
    THERE_CLOSES,
    HERE_FLUSHES,
    THERE_FLUSHES,
    HERE_FLUSHES_WHILE_THERE_PAUSES
  }

  private record Pair(StressEnd here, StressEnd there, End how) {
    void start(long seed) {
      here.start(seed);
      there.start(seed + StressEnd.PRODUCERS);
    }

    void awaitSent(int count) {
      while (here.sent.get() + there.sent.get() < count) {
        Thread.onSpinWait();
      }
    }

    void end() {
      switch (how) {
        case HERE_CLOSES -> here.link.close(new StopReason.Requested("test"));
        case THERE_CLOSES -> there.link.close(new StopReason.Requested("test"));
        case HERE_FLUSHES -> flush(here);
        case THERE_FLUSHES -> flush(there);
        case HERE_FLUSHES_WHILE_THERE_PAUSES -> {
          there.link.pauseReading();
          var flushed = here.link.flushAndClose();
          there.link.resumeReading();
          await(flushed);
          here.link.close(new StopReason.Requested("flushed"));
        }
      }
    }

    /// As the Switch does it: flush, then stop.
    private static void flush(StressEnd end) {
      await(end.link.flushAndClose());
      end.link.close(new StopReason.Requested("flushed"));
    }

    void check() throws InterruptedException {
      here.awaitEnd();
      there.awaitEnd();
      assertThat(here.faults).isEmpty();
      assertThat(there.faults).isEmpty();
      assertThat(here.ends).hasValue(1);
      assertThat(there.ends).hasValue(1);
      boolean hereFlushed =
          how != End.HERE_CLOSES && how != End.THERE_CLOSES && how != End.THERE_FLUSHES;
      checkArrived(here, there, hereFlushed);
      checkArrived(there, here, how == End.THERE_FLUSHES);
    }

    private void checkArrived(StressEnd from, StressEnd to, boolean all) {
      for (int place = 0; place < StressEnd.CHANNELS.size(); place++) {
        for (int producer = 0; producer < StressEnd.PRODUCERS; producer++) {
          int queued = from.queued(place, producer);
          if (all) {
            assertThat(to.next[place][producer]).as(how + ": all arrived").isEqualTo(queued);
          } else {
            assertThat(to.next[place][producer]).isLessThanOrEqualTo(queued);
          }
        }
      }
    }
  }

  private final class Node implements LinkAcceptor {
    final Ed25519PrivateKey key;
    final Transport transport;
    final BlockingQueue<StressEnd> accepted = new LinkedBlockingQueue<>();

    Node(int number, PooledByteBufAllocator buffers) {
      key = Nodes.key(number);
      transport =
          StreamTransport.over(
              new NettyStreamNetwork(SocketKind.best(), buffers),
              new TransportContext(
                  Settings.of(
                      Path.of("home"),
                      Map.of(
                          "p2p.allow_duplicate_ip", "true",
                          "p2p.send_rate", "0",
                          "p2p.recv_rate", "0")),
                  world.runtime("node" + number),
                  Metrics.none(),
                  new KeySigner(key),
                  info(),
                  StressEnd.CHANNELS,
                  List.of()));
    }

    private NodeInfo info() {
      return new NodeInfo(
          new ProtocolVersions(ProtocolVersions.P2P, ProtocolVersions.BLOCK, 0),
          Nodes.id(key),
          "tcp://127.0.0.1:26656",
          "test-chain",
          "0.38.26",
          StressEnd.CHANNELS.stream().map(Channel::id).toList(),
          "node",
          "on",
          "");
    }

    /// Listen on a further address, since a second connection to the same one is refused.
    NetAddress listen() {
      HostPort at = await(transport.listen(new HostPort("127.0.0.1", 0), this));
      return NetAddress.parse(Nodes.id(key) + "@" + at);
    }

    @Override
    public void accepted(Link link) {
      accepted.add(new StressEnd(link));
    }

    @Override
    public void rejected(HostPort remote, Rejection rejection) {}

    @Override
    public void failed(Throwable cause) {
      throw new AssertionError(cause);
    }
  }
}
