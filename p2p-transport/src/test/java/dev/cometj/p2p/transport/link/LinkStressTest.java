package dev.cometj.p2p.transport.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.LinkHandler;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.transport.mux.ChannelTable;
import dev.cometj.p2p.transport.mux.MuxSettings;
import dev.cometj.p2p.transport.mux.TestChannels;
import dev.cometj.p2p.transport.netty.NettyStreamNetwork;
import dev.cometj.p2p.transport.secret.PlainDecoder;
import dev.cometj.p2p.transport.secret.PlainEncoder;
import dev.cometj.p2p.transport.secret.Session;
import io.netty.util.ResourceLeakDetector;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// Producers on real threads against the end of a link, over real sockets, with every message counted.
class LinkStressTest {
  private static final int PRODUCERS = 4;
  private static final int CHANNELS = 2;
  private static final Channel<?>[] TABLE = {
    TestChannels.channel(1).sendQueueCapacity(1).build(),
    TestChannels.channel(2).priority(5).sendQueueCapacity(50).build()
  };

  private final NettyStreamNetwork network = new NettyStreamNetwork();
  private final Links links =
      new Links(
          unlimited(),
          new ChannelTable(List.of(TABLE)),
          // Only its clocks are used, and they may stand still here.
          VirtualWorld.create().node("clock"),
          Metrics.none());
  private final CompletableFuture<Recorder> accepted = new CompletableFuture<>();

  private static MuxSettings unlimited() {
    MuxSettings base = MuxSettings.defaults();
    return new MuxSettings(
        0,
        0,
        base.packetPayloadBytes(),
        base.pingInterval(),
        base.pongTimeout(),
        base.unaskedPongInterval(),
        base.writeStallTimeout(),
        base.watermarkBytes(),
        base.peerQueueBytes(),
        base.nodeQueueBytes(),
        base.reassemblyBytes());
  }

  private ResourceLeakDetector.Level level = ResourceLeakDetector.Level.SIMPLE;

  @BeforeEach
  void watchBuffers() {
    level = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @AfterEach
  void close() {
    network.close().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    ResourceLeakDetector.setLevel(level);
  }

  /// What came of the messages of all producers on all channels.
  private static final class Recorder implements LinkHandler {
    final CountDownLatch ended = new CountDownLatch(1);
    final AtomicInteger ends = new AtomicInteger();
    final int[][] next = new int[CHANNELS][PRODUCERS];
    final List<String> faults = new ArrayList<>();
    StreamLink link;

    Recorder(StreamLink link) {
      this.link = link;
    }

    @Override
    public void received(int channelId, ByteBuffer message) {
      int producer = message.getInt();
      int number = message.getInt();
      if (next[channelId - 1][producer] != number) {
        faults.add(
            "channel %d: %d instead of %d"
                .formatted(channelId, number, next[channelId - 1][producer]));
      }
      next[channelId - 1][producer] = number + 1;
      while (message.hasRemaining()) {
        if (message.get() != (byte) number) {
          faults.add("message %d is damaged".formatted(number));
          return;
        }
      }
    }

    @Override
    public void closed(StopReason reason) {
      ends.incrementAndGet();
      ended.countDown();
    }
  }

  private Recorder join(ByteStream stream, int remote) {
    NodeInfo info = LinkRig.info(remote, List.of(TABLE));
    StreamLink link =
        links.create(
            stream,
            new Session(
                info,
                new NetAddress(info.id(), LinkRig.HERE, 1),
                remote == 1,
                new PlainEncoder(64),
                new PlainDecoder(),
                ByteBuffer.allocate(0)));
    Recorder recorder = new Recorder(link);
    stream.open(link.handler());
    stream.pauseReading();
    link.open(recorder);
    return recorder;
  }

  private Recorder connect() {
    HostPort at =
        network
            .listen(
                new HostPort("127.0.0.1", 0),
                stream -> accepted.complete(join(stream, 2)),
                accepted::completeExceptionally)
            .toCompletableFuture()
            .join();
    return network
        .connect(at, Duration.ofSeconds(10))
        .toCompletableFuture()
        .thenCompose(stream -> {
          CompletableFuture<Recorder> made = new CompletableFuture<>();
          stream.execute(() -> made.complete(join(stream, 1)));
          return made;
        })
        .join();
  }

  /// Sends messages until the link takes no more.
  private static final class Producer extends Thread {
    private final StreamLink link;
    private final int number;
    private final AtomicInteger total;
    private final SplittableRandom random;
    final int[] queued = new int[CHANNELS];

    Producer(StreamLink link, int number, AtomicInteger total, long seed) {
      super("producer " + number);
      this.link = link;
      this.number = number;
      this.total = total;
      random = new SplittableRandom(seed);
    }

    @Override
    public void run() {
      while (true) {
        int channel = random.nextInt(CHANNELS);
        SendResult result = link.offer(channel + 1, message(queued[channel]));
        if (result == SendResult.PEER_STOPPED) {
          return;
        }
        if (result == SendResult.QUEUED) {
          queued[channel]++;
          total.incrementAndGet();
        } else if (random.nextBoolean()) {
          Semaphore room = new Semaphore(0);
          link.whenWritable(channel + 1, room::release);
          room.acquireUninterruptibly();
        }
      }
    }

    private Payload message(int counter) {
      int size = random.nextInt(8) == 0 ? random.nextInt(20_000) : random.nextInt(100);
      ByteBuffer bytes = ByteBuffer.allocate(8 + size).putInt(number).putInt(counter);
      while (bytes.hasRemaining()) {
        bytes.put((byte) counter);
      }
      return Payload.of(bytes.array());
    }
  }

  @RepeatedTest(12)
  @DisplayName("PR-08 whatever ends the link under load, what was queued is sent or given back")
  void producersAgainstTheEnd(RepetitionInfo repetition) throws InterruptedException {
    int round = repetition.getCurrentRepetition();
    Recorder sender = connect();
    Recorder receiver = accepted.join();
    AtomicInteger total = new AtomicInteger();
    List<Producer> producers = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      producers.add(new Producer(sender.link, i, total, round * 100L + i));
    }
    producers.forEach(Producer::start);
    int enough = new SplittableRandom(round).nextInt(5000);
    while (total.get() < enough) {
      Thread.onSpinWait();
    }
    boolean flush = end(round, sender, receiver);
    for (Producer producer : producers) {
      producer.join();
    }
    assertThat(sender.ended.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(receiver.ended.await(60, TimeUnit.SECONDS)).isTrue();
    check(producers, receiver, flush);
    assertThat(sender.ends).hasValue(1);
    assertThat(receiver.ends).hasValue(1);
    assertThat(links.sendBudget().usedBytes()).isZero();
    assertThat(links.reassemblyBudget().usedBytes()).isZero();
  }

  private static boolean end(int round, Recorder sender, Recorder receiver) {
    switch (round % 3) {
      case 0 -> sender.link.close(new StopReason.Requested("test"));
      case 1 -> receiver.link.close(new StopReason.Requested("test"));
      default -> {
        sender.link.flushAndClose().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        return true;
      }
    }
    return false;
  }

  private static void check(List<Producer> producers, Recorder receiver, boolean all) {
    assertThat(receiver.faults).isEmpty();
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int producer = 0; producer < PRODUCERS; producer++) {
        int queued = producers.get(producer).queued[channel];
        int received = receiver.next[channel][producer];
        if (all) {
          assertThat(received).isEqualTo(queued);
        } else {
          assertThat(received).isLessThanOrEqualTo(queued);
        }
      }
    }
  }
}
