package dev.cometj.p2p.transport.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.ConnectionStatus;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.transport.mux.MuxSettings;
import dev.cometj.p2p.transport.mux.TestChannels;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamLinkTest {
  private static final int BULK = 1;
  private static final int VOTES = 2;
  private static final String PING = "020a00";
  private static final String PONG = "021200";
  private static final Channel<?>[] CHANNELS = {
    TestChannels.channel(BULK).sendQueueCapacity(1000).build(),
    TestChannels.channel(VOTES).priority(10).sendQueueCapacity(100).build()
  };

  private static LinkRig rig() {
    return rig(0, 0);
  }

  private static LinkRig rig(long sendRate, long receiveRate) {
    MuxSettings base = MuxSettings.defaults();
    return new LinkRig(
        new MuxSettings(
            sendRate,
            receiveRate,
            1024,
            base.pingInterval(),
            base.pongTimeout(),
            base.unaskedPongInterval(),
            base.writeStallTimeout(),
            base.watermarkBytes(),
            base.peerQueueBytes(),
            base.nodeQueueBytes(),
            base.reassemblyBytes()),
        CHANNELS);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static int count(LinkRig.Raw raw, String packet) {
    return HexFormat.of().formatHex(raw.received.toByteArray()).split(packet, -1).length - 1;
  }

  @Test
  @DisplayName("L-M10 messages are delivered whole and in order, and none before the link is open")
  void messagesAndOpening() {
    LinkRig rig = rig();
    LinkRig.End other = rig.otherLink();
    other.offer(BULK, 5000);
    other.offer(BULK, 10);
    other.open();
    rig.run(Duration.ofSeconds(1));
    assertThat(rig.end.received).isEmpty();
    rig.end.open();
    rig.run(Duration.ofSeconds(1));
    assertThat(rig.end.received).extracting(r -> r.message().length).containsExactly(5000, 10);
  }

  @Test
  void whatCameBehindTheHandshakeComesFirst() {
    ByteBuffer leftover = ByteBuffer.wrap(hex("061a0408011001" + "0a1a08080110"));
    LinkRig rig = new LinkRig(MuxSettings.defaults(), leftover, CHANNELS);
    LinkRig.Raw raw = rig.raw();
    raw.write(hex("011a02aabb"));
    rig.end.open();
    rig.run(Duration.ofSeconds(1));
    assertThat(rig.end.received).extracting(r -> r.message().length).containsExactly(0, 2);
  }

  @Test
  @DisplayName("L-M10 bytes that are no packet end the link, typed")
  void malformed() {
    LinkRig rig = rig();
    LinkRig.Raw raw = rig.raw();
    rig.end.open();
    raw.write(hex("020f00"));
    rig.run(Duration.ofSeconds(1));
    assertThat(rig.end.closed).singleElement().isInstanceOf(StopReason.Malformed.class);
    assertThat(raw.closed).isTrue();
  }

  @Test
  @DisplayName("L-M10 a handler that throws ends the link as a fault of ours")
  void handlerFails() {
    LinkRig rig = rig();
    LinkRig.Raw raw = rig.raw();
    rig.end.open();
    rig.end.failure = new IllegalStateException("planted");
    raw.write(hex("061a0408011001" + "061a0408011001"));
    rig.run(Duration.ofSeconds(1));
    assertThat(rig.end.closed).singleElement().isInstanceOf(StopReason.OwnFault.class);
  }

  @Test
  @DisplayName("L-M03 a ping goes out every minute, and a peer that answers stays")
  void pings() {
    LinkRig rig = rig();
    LinkRig.End other = rig.otherLink();
    rig.end.open();
    other.open();
    rig.run(Duration.ofMinutes(61).plusSeconds(1));
    assertThat(rig.end.closed).isEmpty();
    assertThat(other.closed).isEmpty();
    ConnectionStatus status = rig.end.link().status();
    assertThat(status.sending().bytes()).as("61 pings, 61 pongs").isEqualTo(122 * 3);
  }

  @Test
  @DisplayName("L-M03 a peer that does not answer a ping within 45 seconds is cut")
  void noPong() {
    LinkRig rig = rig();
    LinkRig.Raw raw = rig.raw();
    rig.end.open();
    rig.run(Duration.ofSeconds(59));
    assertThat(count(raw, PING)).isZero();
    rig.run(Duration.ofSeconds(45));
    assertThat(count(raw, PING)).isEqualTo(1);
    assertThat(rig.end.closed).isEmpty();
    rig.run(Duration.ofSeconds(2));
    assertThat(rig.end.closed).singleElement().isInstanceOf(StopReason.TimedOut.class);
  }

  @Test
  @DisplayName("L-M03 pings are answered, whatever else is going on")
  void pongs() {
    LinkRig rig = rig(20_000, 0);
    LinkRig.Raw raw = rig.raw();
    rig.end.open();
    rig.end.offer(BULK, 1_000_000);
    rig.run(Duration.ofSeconds(1));
    raw.write(hex(PING));
    rig.run(Duration.ofMillis(200));
    assertThat(count(raw, PONG)).isEqualTo(1);
  }

  @Test
  @DisplayName("A50 while a reactor holds reading up, unasked pongs keep the peer's timeout off")
  void pausedReadingKeepsTheLink() {
    LinkRig rig = rig();
    LinkRig.Raw raw = rig.raw();
    rig.end.open();
    rig.end.link().pauseReading();
    raw.write(hex(PING));
    rig.run(Duration.ofMinutes(10));
    assertThat(count(raw, PONG)).isEqualTo(30);
    assertThat(rig.end.closed).as("nobody is judged meanwhile").isEmpty();

    rig.end.link().resumeReading();
    rig.run(Duration.ofSeconds(1));
    assertThat(count(raw, PONG)).as("the ping is answered at last").isEqualTo(31);
    rig.run(Duration.ofSeconds(43));
    assertThat(rig.end.closed).isEmpty();
    rig.run(Duration.ofSeconds(2));
    assertThat(rig.end.closed).as("now pongs are due").hasSize(1);
  }

  @Test
  @DisplayName("A50 sending goes on while reading is held up, and nothing is lost")
  void pausedReadingLosesNothing() {
    LinkRig rig = rig();
    LinkRig.End other = rig.otherLink();
    rig.end.open();
    other.open();
    rig.end.pauseAtOnce = true;
    for (int i = 0; i < 1000; i++) {
      other.offer(BULK, 2000);
    }
    rig.run(Duration.ofSeconds(45));
    int early = rig.end.received.size();
    assertThat(early).isBetween(1, 900);
    rig.end.offer(VOTES, 10);
    rig.run(Duration.ofSeconds(1));
    assertThat(other.received).hasSize(1);

    rig.end.pauseAtOnce = false;
    rig.end.link().resumeReading();
    rig.run(Duration.ofSeconds(1));
    assertThat(rig.end.received).hasSize(1000);
    assertThat(rig.end.closed).isEmpty();
    assertThat(other.closed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {50_000, 512_000, 5_120_000})
  @DisplayName("L-M04 what comes in is kept to the receive rate within 5 percent")
  void receiveRate(long rate) {
    LinkRig rig = rig(0, rate);
    LinkRig.End other = rig.otherLink();
    rig.end.open();
    other.open();
    keepFull(other);
    rig.run(Duration.ofSeconds(2));
    long before = rig.end.link().status().receiving().bytes();
    rig.run(Duration.ofSeconds(10));
    double measured = (rig.end.link().status().receiving().bytes() - before) / 10.0;
    assertThat(measured).isCloseTo(rate, within(rate * 0.05));
    assertThat(rig.end.link().status().receiving().averageRate())
        .isCloseTo(rate, within(rate / 20));
  }

  private static void keepFull(LinkRig.End end) {
    SendResult result = SendResult.QUEUED;
    while (result.isQueued()) {
      result = end.offer(BULK, 10_000);
    }
    if (result == SendResult.QUEUE_FULL) {
      end.link().whenWritable(BULK, () -> keepFull(end));
    }
  }

  @Test
  @DisplayName("W2 a peer that never reads is cut after 30 seconds (better: the original waits)")
  void writeStall() {
    LinkRig rig = rig();
    LinkRig.Raw raw = rig.raw();
    rig.end.open();
    raw.pauseReading();
    keepFull(rig.end);
    rig.run(Duration.ofSeconds(29));
    assertThat(rig.end.closed).isEmpty();
    assertThat(rig.links.sendBudget().usedBytes()).isPositive();
    rig.run(Duration.ofSeconds(2));
    assertThat(rig.end.closed).singleElement().isInstanceOf(StopReason.TimedOut.class);
    assertThat(rig.links.sendBudget().usedBytes()).isZero();
  }

  @Test
  void aSlowReaderIsNotCut() {
    LinkRig rig = rig();
    LinkRig.End other = rig.otherLink();
    rig.internet.conditions().bandwidth(20_000);
    rig.end.open();
    other.open();
    rig.end.offer(BULK, 500_000);
    rig.run(Duration.ofSeconds(60));
    assertThat(rig.end.closed).isEmpty();
    assertThat(other.received).hasSize(1);
  }

  @Test
  @DisplayName("PR-08 flushing sends all that is queued over a slow network, then closes")
  void flushing() {
    LinkRig rig = rig(512_000, 0);
    LinkRig.End other = rig.otherLink();
    rig.internet.conditions().bandwidth(100_000);
    rig.end.open();
    other.open();
    for (int i = 0; i < 100; i++) {
      rig.end.offer(BULK, 10_000);
      rig.end.offer(VOTES, 100);
    }
    CompletionStage<Void> flushed = rig.end.link().flushAndClose();
    assertThat(rig.end.offer(BULK, 1)).isEqualTo(SendResult.PEER_STOPPED);
    rig.run(Duration.ofSeconds(5));
    assertThat(flushed.toCompletableFuture()).isNotDone();
    rig.run(Duration.ofSeconds(10));
    assertThat(flushed.toCompletableFuture()).isCompleted();
    assertThat(other.received).hasSize(200);
    assertThat(rig.end.closed).singleElement().isInstanceOf(StopReason.Requested.class);
    assertThat(other.closed).singleElement().isInstanceOf(StopReason.LinkFailure.class);
  }

  @Test
  void flushingWorksBeforeTheLinkIsOpen() {
    LinkRig rig = rig();
    LinkRig.End other = rig.otherLink();
    other.open();
    rig.end.offer(VOTES, 100);
    rig.run(Duration.ofSeconds(1));
    assertThat(other.received).isEmpty();
    CompletionStage<Void> flushed = rig.end.link().flushAndClose();
    rig.run(Duration.ofSeconds(1));
    assertThat(flushed.toCompletableFuture()).isCompleted();
    assertThat(other.received).hasSize(1);
    rig.end.open();
    assertThat(rig.end.closed).hasSize(1);
  }

  @Test
  void flushingEndsWhenThePeerGoesAway() {
    LinkRig rig = rig();
    LinkRig.Raw raw = rig.raw();
    rig.end.open();
    raw.pauseReading();
    keepFull(rig.end);
    rig.run(Duration.ofSeconds(1));
    CompletionStage<Void> flushed = rig.end.link().flushAndClose();
    CompletionStage<Void> again = rig.end.link().flushAndClose();
    rig.internet.breakConnections(LinkRig.HERE, LinkRig.THERE);
    rig.run(Duration.ofSeconds(1));
    assertThat(flushed.toCompletableFuture()).isCompleted();
    assertThat(again.toCompletableFuture()).isCompleted();
    assertThat(rig.end.link().flushAndClose().toCompletableFuture()).isCompleted();
    assertThat(rig.end.closed).singleElement().isInstanceOf(StopReason.LinkFailure.class);
  }

  @Test
  void theEndIsToldOnceWithTheFirstReason() {
    LinkRig rig = rig();
    LinkRig.End other = rig.otherLink();
    rig.end.open();
    other.open();
    List<String> told = new ArrayList<>();
    StopReason first = new StopReason.InvalidEvidence("first");
    rig.end.link().close(first);
    rig.end.link().close(new StopReason.SwitchStopped());
    rig.end.link().whenWritable(BULK, () -> told.add("writable"));
    rig.run(Duration.ofMinutes(5));
    assertThat(rig.end.closed).containsExactly(first);
    assertThat(other.closed).singleElement().isInstanceOf(StopReason.LinkFailure.class);
    assertThat(told).hasSize(1);
    rig.end.link().whenWritable(BULK, () -> told.add("later"));
    rig.world.settle();
    assertThat(told).hasSize(2);
    assertThat(rig.end.offer(BULK, 1)).isEqualTo(SendResult.PEER_STOPPED);
  }

  @Test
  @DisplayName("PR-12 the status shows rates as the original's flow monitor measures them")
  void status() {
    LinkRig rig = rig(100_000, 0);
    LinkRig.End other = rig.otherLink();
    rig.end.open();
    other.open();
    keepFull(rig.end);
    rig.run(Duration.ofSeconds(20));
    ConnectionStatus status = rig.end.link().status();
    assertThat(status.duration()).isEqualTo(Duration.ofSeconds(20));
    assertThat(status.sending().currentRate()).isCloseTo(100_000, within(15_000L));
    assertThat(status.sending().averageRate()).isCloseTo(100_000, within(5_000L));
    assertThat(status.sending().start()).isEqualTo(rig.world.startTime());
    assertThat(status.sending().samples()).isBetween(100L, 200L);
    assertThat(status.receiving().bytes()).isZero();
    assertThat(status.channels()).extracting(c -> c.id()).containsExactly(BULK, VOTES);
    assertThat(status.channels().getFirst().sendQueueSize()).isGreaterThan(500);
  }

  @Test
  @DisplayName("L-O01 bytes are counted by peer and channel, and those that wait every ten seconds")
  void meters() {
    LinkRig rig = rig();
    LinkRig.End other = rig.otherLink();
    String peer = rig.end.link().remoteInfo().id().toString();
    rig.end.open();
    other.open();
    rig.end.offer(BULK, 5000);
    rig.end.offer(BULK, 10);
    other.offer(VOTES, 7);
    rig.run(Duration.ofSeconds(1));
    assertThat(rig.metrics.value("p2p_peer_send_bytes_total", "peer_id", peer, "chID", "0x1"))
        .isEqualTo(5010);
    assertThat(rig.metrics.value("p2p_peer_receive_bytes_total", "peer_id", peer, "chID", "0x2"))
        .isEqualTo(7);

    rig.internet.conditions().cut(LinkRig.HERE, LinkRig.THERE);
    rig.end.offer(BULK, 2_000_000);
    rig.run(Duration.ofSeconds(11));
    assertThat(rig.metrics.value("p2p_peer_pending_send_bytes", "peer_id", peer))
        .isGreaterThan(1_000_000);
    rig.internet.conditions().heal();
    rig.run(Duration.ofSeconds(11));
    assertThat(rig.metrics.value("p2p_peer_pending_send_bytes", "peer_id", peer)).isZero();
  }

  @Test
  @DisplayName("W1 what is expected may come, and what nobody asked for ends the link (better)")
  void expectations() {
    Channel<?> blocks = TestChannels.channel(0x40).sendQueueCapacity(10).solicited().build();
    LinkRig rig = new LinkRig(MuxSettings.defaults(), blocks);
    LinkRig.End other = rig.otherLink();
    rig.end.open();
    other.open();
    rig.end.link().expect(0x40, 100_000);
    other.offer(0x40, 100_000);
    rig.run(Duration.ofSeconds(5));
    assertThat(rig.end.received).hasSize(1);
    rig.end.offer(0x40, 100_000);
    rig.run(Duration.ofSeconds(5));
    assertThat(other.closed).singleElement().isInstanceOf(StopReason.LimitExceeded.class);
  }

  @Test
  void aQuietLinkNeedsTheTimerOfItsPingsOnly() {
    LinkRig rig = rig();
    LinkRig.End other = rig.otherLink();
    rig.end.open();
    other.open();
    for (int i = 0; i < 50; i++) {
      rig.end.link().offer(BULK, Payload.of(new byte[60_000]));
    }
    rig.run(Duration.ofHours(10));
    assertThat(rig.end.closed).isEmpty();
    assertThat(rig.end.link().status().channels().getFirst().recentlySent()).isZero();
  }
}
