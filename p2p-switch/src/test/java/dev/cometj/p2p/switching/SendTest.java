package dev.cometj.p2p.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.BroadcastResult;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.MessageCodec;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.PeerBroadcaster;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.switching.fixture.Bench;
import dev.cometj.p2p.switching.fixture.ProbeReactor;
import dev.cometj.p2p.switching.fixture.PuppetLink;
import dev.cometj.p2p.switching.fixture.Text;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SendTest {
  private static final int ID = 0x51;
  private static final Channel<Text> CHANNEL = Text.channel(ID);

  private final Bench bench = new Bench();
  private final List<String> results = new ArrayList<>();
  private ProbeReactor reactor;
  private PuppetLink anna;

  @BeforeEach
  void connectAnna() {
    reactor = bench.probe("ONE").declares(PeerBroadcaster.class);
    bench.start();
    anna = bench.accept("anna", "10.0.0.2");
  }

  private PeerSender sender() {
    return reactor.session().sender();
  }

  private void send(String text) {
    note(text, sender().send(CHANNEL, new Text(text)));
  }

  /// Results that come later come in the reactor's mailbox.
  private <T> void note(String text, CompletionStage<T> stage) {
    boolean atOnce = stage.toCompletableFuture().isDone();
    stage.thenAccept(result -> {
      assertThat(atOnce || reactor.mailbox().isCurrent()).isTrue();
      results.add(text + " " + result);
    });
  }

  private double sentBytes() {
    return bench.metrics().value("p2p_message_send_bytes_total", "message_type", "test_Text");
  }

  @Test
  @DisplayName("PR-05 send ends at once with QUEUED while there is room")
  void sendWithRoom() {
    send("hello");
    assertThat(results).containsExactly("hello QUEUED");
    assertThat(anna.sent()).containsExactly("hello");
  }

  @Test
  @DisplayName("PR-05 send waits for room, in order, without a blocked thread")
  void sendWaits() {
    anna.room(ID, 1);
    send("one");
    send("two");
    send("three");
    bench.world().runFor(Duration.ofSeconds(9));
    assertThat(results).containsExactly("one QUEUED");
    anna.room(ID, 1);
    bench.world().settle();
    send("four");
    anna.room(ID, 5);
    bench.world().settle();
    assertThat(results).containsExactly("one QUEUED", "two QUEUED", "three QUEUED", "four QUEUED");
    assertThat(anna.sent()).containsExactly("one", "two", "three", "four");
  }

  @Test
  @DisplayName("PR-05 after ten seconds without room send ends with TIMED_OUT")
  void sendTimesOut() {
    anna.room(ID, 0);
    send("late");
    bench.world().runFor(Duration.ofMillis(9999));
    assertThat(results).isEmpty();
    bench.world().runFor(Duration.ofMillis(1));
    assertThat(results).containsExactly("late TIMED_OUT");
    anna.room(ID, 1);
    bench.world().settle();
    assertThat(anna.sent()).isEmpty();
    assertThat(sentBytes()).isZero();
  }

  @Test
  @DisplayName("PR-05 whoever waits when the peer stops ends with PEER_STOPPED")
  void sendEndsWithThePeer() {
    anna.room(ID, 0);
    send("waiting");
    anna.breakOff(new StopReason.LinkFailure("reset"));
    bench.world().settle();
    send("afterwards");
    assertThat(results).containsExactly("waiting PEER_STOPPED", "afterwards PEER_STOPPED");
  }

  @Test
  @DisplayName("PR-05 a channel that the peer did not announce is CHANNEL_UNSUPPORTED at once")
  void unsupported() {
    NodeInfo all = Bench.info("bob", "10.0.0.3:1");
    NodeInfo few =
        new NodeInfo(
            all.versions(),
            all.id(),
            all.listenAddress(),
            all.network(),
            "",
            List.of(0x52),
            "bob",
            "",
            "");
    bench.accept(bench.inbound(few, "10.0.0.3"));
    send("hello");
    assertThat(results).containsExactly("hello CHANNEL_UNSUPPORTED");
    assertThat(sender().trySend(CHANNEL, new Text("x"))).isEqualTo(SendResult.CHANNEL_UNSUPPORTED);
  }

  @Test
  @DisplayName("PR-06 trySend never waits, and does not overtake those who do")
  void trySend() {
    anna.room(ID, 1);
    assertThat(sender().trySend(CHANNEL, new Text("one"))).isEqualTo(SendResult.QUEUED);
    assertThat(sender().trySend(CHANNEL, new Text("two"))).isEqualTo(SendResult.QUEUE_FULL);
    send("three");
    anna.room(ID, 1);
    assertThat(sender().trySend(CHANNEL, new Text("four"))).isEqualTo(SendResult.QUEUE_FULL);
    bench.world().settle();
    assertThat(anna.sent()).containsExactly("one", "three");
    anna.breakOff(new StopReason.LinkFailure("reset"));
    bench.world().settle();
    assertThat(sender().trySend(CHANNEL, new Text("five"))).isEqualTo(SendResult.PEER_STOPPED);
  }

  @Test
  @DisplayName("L-O01 bytes are counted by message type, on success only")
  void bytesByType() {
    anna.room(ID, 1);
    sender().trySend(CHANNEL, new Text("12345"));
    sender().trySend(CHANNEL, new Text("lost"));
    assertThat(sentBytes()).isEqualTo(5);
    send("123");
    assertThat(sentBytes()).isEqualTo(5);
    anna.room(ID, 1);
    bench.world().settle();
    assertThat(sentBytes()).isEqualTo(8);
  }

  @Test
  void whenWritableWakesOnceInTheMailboxAndNotAfterTheStop() {
    AtomicInteger woken = new AtomicInteger();
    Runnable wake =
        () -> {
          assertThat(reactor.mailbox().isCurrent()).isTrue();
          woken.incrementAndGet();
        };
    anna.room(ID, 0);
    sender().whenWritable(CHANNEL, wake);
    bench.world().settle();
    assertThat(woken).hasValue(0);
    anna.room(ID, 1);
    anna.room(ID, 1);
    bench.world().settle();
    assertThat(woken).hasValue(1);
    anna.room(ID, 0);
    sender().whenWritable(CHANNEL, wake);
    anna.breakOff(new StopReason.LinkFailure("reset"));
    bench.world().settle();
    assertThat(woken).hasValue(1);
  }

  @Test
  void beforeThePeerIsOpenNothingIsSent() {
    reactor.onAdmit(
        session -> results.add("" + session.sender().trySend(CHANNEL, new Text("early"))));
    bench.accept("bob", "10.0.0.3");
    assertThat(results).containsExactly("PEER_STOPPED");
  }

  // ---- broadcast

  private CompletionStage<BroadcastResult> broadcast(String text) {
    return reactor.facet(PeerBroadcaster.class).broadcast(CHANNEL, new Text(text));
  }

  @Test
  @DisplayName("SR-01 a broadcast tells what each peer got (better: the result carries the ids)")
  void broadcastResults() {
    PuppetLink bob = bench.accept("bob", "10.0.0.3");
    PuppetLink carl = bench.accept("carl", "10.0.0.4");
    bob.room(ID, 0);
    carl.room(ID, 0);
    List<BroadcastResult> ended = new ArrayList<>();
    broadcast("news").thenAccept(ended::add);
    assertThat(anna.sent()).containsExactly("news");
    bob.room(ID, 1);
    bench.world().runFor(Duration.ofMillis(9999));
    assertThat(ended).as("carl still has time").isEmpty();
    bench.world().runFor(Duration.ofMillis(1));
    assertThat(ended)
        .containsExactly(
            new BroadcastResult(
                Map.of(
                    Bench.id("anna"), SendResult.QUEUED,
                    Bench.id("bob"), SendResult.QUEUED,
                    Bench.id("carl"), SendResult.TIMED_OUT)));
    assertThat(sentBytes()).isEqualTo(8);
  }

  @Test
  @DisplayName("SR-01 a broadcast without peers ends at once")
  void broadcastToNobody() {
    anna.breakOff(new StopReason.LinkFailure("reset"));
    bench.world().settle();
    note("nobody", broadcast("news"));
    assertThat(results).containsExactly("nobody BroadcastResult[results={}]");
  }

  @Test
  @DisplayName("SR-01 a broadcast encodes once for all peers (better)")
  void encodesOnce() {
    AtomicInteger encodings = new AtomicInteger();
    Channel<Text> counting =
        Channel.define(
                ID,
                "counting",
                new MessageCodec<Text>() {
                  @Override
                  public byte[] encode(Text message) {
                    encodings.incrementAndGet();
                    return Text.CODEC.encode(message);
                  }

                  @Override
                  public Decoded<Text> decode(ByteBuffer bytes) {
                    return Text.CODEC.decode(bytes);
                  }

                  @Override
                  public String typeLabel(Text message) {
                    return "test_Text";
                  }
                })
            .build();
    for (int i = 0; i < 5; i++) {
      bench.accept("peer" + i, "10.0.1." + i);
    }
    reactor.facet(PeerBroadcaster.class).broadcast(counting, new Text("news"));
    assertThat(encodings).hasValue(1);
  }

  @Test
  void aReactorSendsOnItsOwnChannelsOnly() {
    Channel<Text> foreign = Text.channel(0x52);
    assertThatThrownBy(() -> sender().trySend(foreign, new Text("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ONE");
    assertThatThrownBy(() -> reactor.facet(PeerBroadcaster.class).broadcast(foreign, new Text("x")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
