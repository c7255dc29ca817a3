package dev.cometj.p2p.transport.mux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Metrics;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InboundMuxTest {
  private static final int MIB = 1 << 20;
  private static final int BLOCKS = 0x40;
  private static final Channel<byte[]> PLAIN = TestChannels.channel(1).build();
  private static final Channel<byte[]> ANSWERS =
      TestChannels.channel(BLOCKS).maxMessageBytes(104_857_605).solicited().build();

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static ReceiveRig rig() {
    return new ReceiveRig(SendRig.unlimited(), PLAIN, ANSWERS);
  }

  @Test
  @DisplayName("L-C01 a channel without numbers takes messages of 22020096 bytes, and queues one")
  void defaults() {
    byte[] most = Wire.message(1, new byte[22_020_096], true);
    byte[] more = Wire.message(1, new byte[22_020_097], true);
    ReceiveRig rig = rig();
    assertThat(rig.feed(most, 65_536)).isNull();
    assertThat(rig.delivered).hasSize(1);
    assertThat(rig().feed(more, 65_536)).isInstanceOf(StopReason.LimitExceeded.class);
    assertThat(PLAIN.receiveBufferBytes()).isEqualTo(4096);
    SendRig sender = new SendRig(SendRig.unlimited(), PLAIN);
    assertThat(sender.offer(1, 1).isQueued()).isTrue();
    assertThat(sender.offer(1, 1).isQueued()).isFalse();
  }

  @Test
  @DisplayName("L-M05 a packet on a channel that nobody serves ends the link")
  void unknownChannel() {
    assertThat(rig().feed(Wire.packet(2, bytes(3), true)))
        .isInstanceOf(StopReason.ProtocolViolation.class);
  }

  @Test
  void messagesAreOwnedByWhoeverGetsThem() {
    ReceiveRig rig = rig();
    byte[] message = bytes(5000);
    assertThat(rig.feed(Wire.message(1, message, true), 100)).isNull();
    assertThat(rig.feed(Wire.message(1, bytes(6000), true), 100)).isNull();
    assertThat(rig.delivered.getFirst().hex()).isEqualTo(HexFormat.of().formatHex(message));
  }

  @Test
  @DisplayName("W1 a large answer that was never asked for ends the link at 1 KiB (better)")
  void neverAskedFor() {
    ReceiveRig rig = rig();
    assertThat(rig.feed(Wire.message(BLOCKS, bytes(1024), true))).isNull();
    assertThat(rig.delivered).hasSize(1);
    assertThat(rig.feed(Wire.message(BLOCKS, bytes(1025), true)))
        .isInstanceOf(StopReason.LimitExceeded.class);
    assertThat(rig().feed(Wire.message(1, bytes(100_000), true))).as("other channels").isNull();
  }

  @Test
  @DisplayName("W1 an answer that comes late is read, but not kept (better)")
  void lateAnswer() {
    ReceiveRig rig = rig();
    rig.mux.expect(BLOCKS, MIB);
    assertThat(rig.feed(Wire.message(BLOCKS, bytes(MIB), true), 10_000)).isNull();
    assertThat(rig.delivered).hasSize(1);

    rig.mux.expect(BLOCKS, -MIB);
    assertThat(rig.feed(Wire.message(BLOCKS, bytes(MIB), true), 10_000)).isNull();
    assertThat(rig.delivered).as("the late one").hasSize(1);
    assertThat(rig.feed(Wire.message(BLOCKS, bytes(500), true))).isNull();
    assertThat(rig.delivered).as("the next small one").hasSize(2);
    assertThat(rig.budget.usedBytes()).isZero();
  }

  @Test
  @DisplayName("W1 what is no longer expected is dropped in the middle of the message (better)")
  void expectationTakenBack() {
    ReceiveRig rig = rig();
    byte[] answer = Wire.message(BLOCKS, bytes(MIB), true);
    rig.mux.expect(BLOCKS, 2 * MIB);
    rig.mux.begin(rig.now);
    rig.mux.take(answer, 0, answer.length / 2);
    assertThat(rig.budget.usedBytes()).isGreaterThan(MIB / 4);
    rig.mux.expect(BLOCKS, Long.MIN_VALUE);
    rig.mux.take(answer, answer.length / 2, answer.length - answer.length / 2);
    rig.mux.end();
    assertThat(rig.fault()).isNull();
    assertThat(rig.delivered).isEmpty();
    assertThat(rig.budget.usedBytes()).isZero();
  }

  @Test
  void aMessageBeyondTheChannelsLimitEndsTheLinkEvenIfItIsThrownAway() {
    ReceiveRig rig =
        new ReceiveRig(
            SendRig.unlimited(),
            TestChannels.channel(BLOCKS).maxMessageBytes(5000).solicited().build());
    rig.mux.expect(BLOCKS, 1);
    assertThat(rig.feed(Wire.message(BLOCKS, bytes(5000), true))).isNull();
    assertThat(rig.feed(Wire.message(BLOCKS, bytes(5001), true)))
        .isInstanceOf(StopReason.LimitExceeded.class);
  }

  @Test
  @DisplayName("W1 memory follows what has come, not what a channel would allow (better)")
  void growthInSteps() {
    ReceiveRig rig = rig();
    rig.mux.expect(BLOCKS, 100L * MIB);
    rig.feed(Wire.message(BLOCKS, bytes(2048), false));
    assertThat(rig.budget.usedBytes()).isLessThanOrEqualTo(64 * 1024);
    rig.feed(Wire.message(BLOCKS, bytes(10 * MIB), true), 65_536);
    assertThat(rig.delivered).hasSize(1);
    rig.feed(Wire.message(BLOCKS, bytes(2048), false));
    assertThat(rig.budget.usedBytes()).as("after a large one").isLessThanOrEqualTo(64 * 1024);
  }

  @Test
  @DisplayName("W1 the node's budget is made room in at the cost of the largest that stands still")
  void fairEviction() {
    MuxSettings settings = SendRig.unlimited();
    ReassemblyBudget budget = new ReassemblyBudget(16 * MIB);
    ReceiveRig stalled = peer(settings, budget, 6 * MIB);
    ReceiveRig smallStalled = peer(settings, budget, MIB);
    ReceiveRig active = peer(settings, budget, MIB);
    for (ReceiveRig rig : new ReceiveRig[] {stalled, smallStalled, active}) {
      rig.pass(Duration.ofSeconds(6));
    }
    active.feed(Wire.message(1, bytes(7 * MIB), false), 65_536);
    assertThat(stalled.evicted).isInstanceOf(StopReason.LimitExceeded.class);
    assertThat(smallStalled.evicted).isNull();
    assertThat(active.fault()).isNull();

    stalled.mux.release();
    long before = budget.usedBytes();
    active.mux.release();
    smallStalled.mux.release();
    assertThat(before).isPositive();
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  @DisplayName("W1 where all get on, the largest has to go, be it the one that asks (better)")
  void largestEvictsItself() {
    MuxSettings settings = SendRig.unlimited();
    ReassemblyBudget budget = new ReassemblyBudget(16 * MIB);
    ReceiveRig small = peer(settings, budget, MIB);
    ReceiveRig large = peer(settings, budget, 7 * MIB);
    assertThat(large.fault()).isNull();
    large.feed(Wire.message(1, bytes(2 * MIB), false), 65_536);
    assertThat(large.fault()).isInstanceOf(StopReason.LimitExceeded.class);
    assertThat(small.evicted).isNull();
  }

  private static ReceiveRig peer(MuxSettings settings, ReassemblyBudget budget, int held) {
    ReceiveRig rig = new ReceiveRig(settings, budget, Metrics.none(), PLAIN);
    rig.feed(Wire.message(1, bytes(held), false), 65_536);
    return rig;
  }

  @Test
  @DisplayName(
      "W3 a flood of pings is answered less and less, and ends the link in the end (better)")
  void pingFlood() {
    ReceiveRig rig = rig();
    rig.feed(Wire.times(Wire.ping(), 5000));
    assertThat(rig.pings).isEqualTo(1000);
    assertThat(rig.fault()).as("a burst is borne").isNull();
    int rounds = 0;
    while (rig.fault() == null && rounds < 1000) {
      rig.pass(Duration.ofMillis(100));
      rig.feed(Wire.times(Wire.ping(), 100));
      rounds++;
    }
    assertThat(rig.fault()).isInstanceOf(StopReason.LimitExceeded.class);
    assertThat(rounds).isBetween(100, 105);
  }

  @Test
  @DisplayName("W3 a peer that pings twenty times a second for an hour is left alone (better)")
  void eagerPings() {
    ReceiveRig rig = rig();
    for (int i = 0; i < 20 * 3600; i++) {
      rig.pass(Duration.ofMillis(50));
      assertThat(rig.feed(Wire.ping())).isNull();
    }
    assertThat(rig.pings).isEqualTo(20 * 3600);
  }

  @Test
  @DisplayName("W3 a flood of packets without data ends the link after a while (better)")
  void emptyFlood() {
    ReceiveRig rig = rig();
    byte[] flood = Wire.times(Wire.packet(1, new byte[0], false), 20_000);
    assertThat(rig.feed(flood)).isNull();
    int seconds = 0;
    while (rig.fault() == null && seconds < 100) {
      rig.pass(Duration.ofSeconds(1));
      rig.feed(flood);
      seconds++;
    }
    assertThat(rig.fault()).isInstanceOf(StopReason.LimitExceeded.class);
    assertThat(seconds).isBetween(10, 12);
  }

  @Test
  void afterTheEndNothingIsDelivered() {
    ReceiveRig rig = rig();
    byte[] two = Wire.times(Wire.packet(1, bytes(3), true), 2);
    rig.mux.stop();
    rig.feed(two);
    assertThat(rig.delivered).isEmpty();
  }
}
