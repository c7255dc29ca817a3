package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import dev.cometj.integration.harness.SecretPipe;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.testkit.reactor.RawReactor;
import dev.cometj.p2p.testkit.reactor.RawReactor.RawPeer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A reactor of ours that stands still for two minutes, and a peer that stands still for ever. All runs at once, beside
/// one Go node, since each takes its time.
@Tag("live")
@ExtendWith(Scenarios.class)
class SlowReactorIT {
  private static final Duration BLOCKED = Duration.ofSeconds(120);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final byte[] STATUS_REQUEST = {0x22, 0x00};
  private static final int STATE = 0x20;
  private static final int VOTES = 0x22;
  private static final int BLOCKS = 0x40;
  private static final int BULK = 64 * 1024;

  @TestFactory
  @Timeout(300)
  @DisplayName("A50 W2 a reactor blocks for two minutes, a peer never reads")
  Stream<DynamicTest> standingStill(Scenario scenario) throws InterruptedException {
    var go = scenario.go(GoVersion.V0_38, "go");
    go.config().set("consensus.timeout_commit", "20ms");
    go.start();
    try (var below = new Blocked("below", go, 4 << 20);
        var above = new Blocked("above", go, 20_000);
        var idle = new NeverReading(Scenario.chainId(go.home()))) {
      below.awaitConnection();
      above.awaitConnection();
      Await.pause(Duration.ofSeconds(20));
      long belowEarly = below.flowing.receivedCount();
      long aboveEarly = above.flowing.receivedCount();
      Await.pause(BLOCKED.minus(Duration.ofSeconds(20)));
      long belowLate = below.flowing.receivedCount();
      long aboveLate = above.flowing.receivedCount();
      boolean belowThere = go.rpc().peer(below.node.id()).isPresent();
      boolean aboveThere = go.rpc().peer(above.node.id()).isPresent();
      below.letGo();
      above.letGo();
      return Stream.of(
          DynamicTest.dynamicTest(
              "A50 below its budget a blocked reactor holds up nobody: other channels flow",
              () -> {
                assertThat(belowThere).as("connected after two minutes").isTrue();
                assertThat(belowLate - belowEarly).as("answers to 100 questions").isGreaterThan(90);
                below.isUnharmed(go);
              }),
          DynamicTest.dynamicTest(
              "A50 above its budget the Go peer is held up, and the link lives by unasked pongs",
              () -> {
                assertThat(aboveLate).as("nothing is read meanwhile").isEqualTo(aboveEarly);
                assertThat(aboveThere).as("connected after two minutes").isTrue();
                above.isUnharmed(go);
              }),
          DynamicTest.dynamicTest(
              "W2 a peer that never reads and sends pongs is gone within a minute", idle::isGone))
          // The nodes have to live until each test has looked.
          .map(SlowReactorIT::run)
          .toList()
          .stream();
    }
  }

  /// Runs a test at once, and shows its outcome under its name.
  private static DynamicTest run(DynamicTest test) {
    var outcome = new CompletableFuture<Void>();
    try {
      test.getExecutable().execute();
      outcome.complete(null);
    } catch (Throwable e) {
      outcome.completeExceptionally(e);
    }
    return DynamicTest.dynamicTest(
        test.getDisplayName(),
        () -> {
          if (outcome.isCompletedExceptionally()) {
            throw outcome.exceptionNow();
          }
        });
  }

  private static RawReactor reactor(String name, int channel, int capacity) {
    return new RawReactor(
        name,
        RawReactor.channel(channel).sendQueueCapacity(capacity).maxMessageBytes(1 << 20).build());
  }

  /// A node of ours whose reactor of the channel of round steps handles the first one for two minutes.
  private static final class Blocked implements AutoCloseable {
    private final CountDownLatch latch = new CountDownLatch(1);
    private final RawReactor slow = reactor("SLOW", STATE, 100);
    private final RawReactor flowing = reactor("FLOWING", BLOCKS, 10);
    private final OwnNode node;
    private volatile boolean isOver;

    Blocked(String name, GoNode go, int budget) {
      slow.whenReceived((_, _) -> block());
      flowing.whenStarted(peer -> Thread.ofVirtual().start(() -> ask(peer)));
      node =
          new OwnNode(
              name,
              Scenario.chainId(go.home()),
              Map.of(
                  "p2p.persistent_peers",
                  go.peerAddress(),
                  "cometj.p2p.inbox_bytes",
                  Integer.toString(budget)),
              slow,
              flowing);
    }

    private void block() {
      try {
        latch.await(200, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void ask(RawPeer peer) {
      while (!isOver) {
        peer.send(STATUS_REQUEST);
        Await.pause(Duration.ofSeconds(1));
      }
    }

    void awaitConnection() {
      Await.until(SOON, "the reactor is blocked", () -> slow.receivedCount() == 1);
      Await.until(SOON, "others flow", () -> flowing.receivedCount() > 0);
    }

    void letGo() {
      latch.countDown();
    }

    void isUnharmed(GoNode go) {
      long before = flowing.receivedCount();
      Await.until(SOON, "the slow reactor catches up", () -> slow.receivedCount() > 100);
      Await.until(SOON, "the other goes on", () -> flowing.receivedCount() > before + 5);
      assertThat(slow.stops()).as("the connection is still the first one").isEmpty();
      assertThat(go.rpc().peer(node.id())).isPresent();
    }

    @Override
    public void close() {
      isOver = true;
      letGo();
      node.close();
    }
  }

  /// A node of ours with plenty to say, and the peer that never reads it, with the original's secret connection.
  private static final class NeverReading implements AutoCloseable {
    private final RawReactor bulk = reactor("BULK", VOTES, 1000);
    private final AtomicLong queued = new AtomicLong();
    private final CompletableFuture<Long> started = new CompletableFuture<>();
    private final OwnNode node;
    private final SecretPipe pipe;
    private final Thread pongs;
    private volatile long ended;

    NeverReading(String chain) {
      bulk.whenStarted(peer -> {
        started.complete(System.nanoTime());
        say(peer);
      });
      node = new OwnNode("bulk", chain, Map.of("p2p.send_rate", "0"), bulk);
      pipe = SecretPipe.dial(node.address());
      pipe.write(info(pipe.id(), chain));
      // Its output is never read, and soon the Go program cannot read the connection.
      pongs = Thread.ofVirtual().start(this::pong);
    }

    private static byte[] info(String id, String chain) {
      return WireBytes.message()
          .nested(1, WireBytes.message().number(1, 8).number(2, 11))
          .text(2, id)
          .text(3, "tcp://127.0.0.1:26656")
          .text(4, chain)
          .text(5, "0.38.26")
          .bytes(6, new byte[] {VOTES})
          .text(7, "never-reading")
          .nested(8, WireBytes.message().text(1, "on").text(2, "tcp://127.0.0.1:26657"))
          .delimited();
    }

    private void say(RawPeer peer) {
      while (peer.send(new byte[BULK]).isQueued()) {
        queued.addAndGet(BULK);
      }
      peer.whenWritable(() -> say(peer));
    }

    private void pong() {
      while (bulk.stops().isEmpty()) {
        pipe.write(HexFormat.of().parseHex("021200"));
        Await.pause(Duration.ofMillis(500));
      }
      ended = System.nanoTime();
    }

    void isGone() throws InterruptedException {
      assertThat(pongs.join(Duration.ofSeconds(1))).as("it is gone").isTrue();
      var lasted = Duration.ofNanos(ended - started.join());
      assertThat(lasted).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(60));
      assertThat(bulk.stops()).singleElement().isInstanceOf(StopReason.TimedOut.class);
      assertThat(queued).as("bytes it has cost").hasValueLessThan(64L << 20);
    }

    @Override
    public void close() {
      pipe.close();
      node.close();
    }
  }
}
