package dev.cometj.p2p.transport.mux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cometj.p2p.ChannelStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundMuxTest {
  private static final int BULK = 1;
  private static final int VOTES = 2;

  private static SendRig rig(MuxSettings settings) {
    return new SendRig(
        settings,
        TestChannels.channel(BULK).priority(1).sendQueueCapacity(100_000).build(),
        TestChannels.channel(VOTES).priority(10).sendQueueCapacity(100).build());
  }

  @Test
  @DisplayName("L-M02 recentlySent loses a fifth every two seconds, however rarely anybody looks")
  void recentlySentFades() {
    SendRig often = rig(SendRig.unlimited());
    SendRig rarely = rig(SendRig.unlimited());
    often.mux.presetRecentlySent(0, 66_176);
    rarely.mux.presetRecentlySent(0, 66_176);
    long expected = 66_176;
    for (int tick = 1; tick <= 60; tick++) {
      expected = (long) (expected * 0.8);
      often.pass(Duration.ofSeconds(1));
      often.drain();
      often.pass(Duration.ofSeconds(1));
      often.drain();
      rarely.pass(Duration.ofSeconds(2));
      assertThat(recentlySent(often)).as("after tick %d", tick).isEqualTo(expected);
      assertThat(recentlySent(rarely)).as("after tick %d", tick).isEqualTo(expected);
    }
    rarely.drain();
    assertThat(recentlySent(rarely)).isEqualTo(expected);
    rarely.pass(Duration.ofDays(100));
    rarely.drain();
    assertThat(recentlySent(rarely)).isZero();
  }

  private static long recentlySent(SendRig rig) {
    return rig.mux.channels(rig.now).getFirst().recentlySent();
  }

  @Test
  @DisplayName("L-M02 a vote does not wait behind a megabyte of bulk (better: a watermark)")
  void voteOvertakesBulk() {
    SendRig rig = rig(SendRig.unlimited());
    rig.stream.block(true);
    for (int i = 0; i < 64; i++) {
      rig.offer(BULK, 64 * 1024);
    }
    assertThat(rig.drain()).isEqualTo(OutboundMux.Pause.NETWORK);
    int watermark = SendRig.unlimited().watermarkBytes();
    assertThat(rig.stream.pendingBytes()).isBetween((long) watermark, watermark + 65_536L);

    rig.stream.forget();
    rig.offer(VOTES, 200);
    assertThat(rig.drain()).isEqualTo(OutboundMux.Pause.NETWORK);
    assertThat(rig.stream.written()).isEmpty();
    rig.stream.take(100_000);
    rig.drain();
    assertThat(rig.packets().getFirst().channelId()).isEqualTo(VOTES);
  }

  @Test
  @DisplayName("L-M02 nothing waits for the flush throttle (better: flushed at once)")
  void flushedAtOnce() {
    SendRig rig = rig(SendRig.unlimited());
    rig.offer(VOTES, 1);
    rig.offer(BULK, 3000);
    assertThat(rig.drain()).isEqualTo(OutboundMux.Pause.IDLE);
    assertThat(rig.packets()).hasSize(4);
  }

  @Test
  void othersGetTheirTurnUnderLoad() {
    SendRig rig = rig(SendRig.unlimited());
    for (int i = 0; i < 100; i++) {
      rig.offer(BULK, 64 * 1024);
    }
    int turns = 0;
    while (rig.drain() == OutboundMux.Pause.TURN) {
      turns++;
    }
    assertThat(turns).isBetween(5, 7);
    assertThat(rig.queues.pendingBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {20_000, 512_000, 5_120_000, 100_000_000})
  @DisplayName("L-M04 the send rate is kept within 5 percent")
  void sendRate(long rate) {
    SendRig rig = rig(SendRig.with(rate, 0, 1024));
    long start = rig.now;
    Duration time = Duration.ofSeconds(10);
    long sent = 0;
    while (rig.now - start < time.toNanos()) {
      while (rig.offer(BULK, 3000).isQueued()) {
        sent++;
      }
      OutboundMux.Pause pause = rig.drain();
      while (pause == OutboundMux.Pause.TURN) {
        pause = rig.drain();
      }
      assertThat(pause).isEqualTo(OutboundMux.Pause.RATE);
      long wait = rig.mux.rateWaitNanos();
      assertThat(wait).isPositive();
      rig.pass(Duration.ofNanos(wait + (sent % 7) * 300_000));
      rig.stream.forget();
    }
    double seconds = (rig.now - start) / 1e9;
    assertThat(rig.stream.total() / seconds).isCloseTo(rate, within(rate * 0.05));
  }

  @Test
  @DisplayName("L-M04 a rate of 0 is no limit")
  void noLimit() {
    SendRig rig = rig(SendRig.with(0, 0, 1024));
    for (int i = 0; i < 10; i++) {
      rig.offer(BULK, 50_000);
    }
    assertThat(rig.drain()).isEqualTo(OutboundMux.Pause.IDLE);
  }

  @Test
  void pongsAreOneForManyPingsAndDoNotPassTheWatermark() {
    SendRig rig = rig(SendRig.unlimited());
    rig.mux.requestPong();
    rig.mux.requestPong();
    rig.drain();
    assertThat(rig.packets()).extracting(SendRig.Seen::kind).containsExactly(WholePacket.Kind.PONG);

    rig.stream.block(true);
    for (int i = 0; i < 10; i++) {
      rig.offer(BULK, 64 * 1024);
    }
    rig.drain();
    rig.stream.forget();
    rig.mux.requestPong();
    rig.drain();
    assertThat(rig.stream.written()).isEmpty();
    rig.stream.take(Integer.MAX_VALUE);
    rig.drain();
    assertThat(rig.packets().getFirst().kind()).isEqualTo(WholePacket.Kind.PONG);
  }

  @Test
  @DisplayName("PR-12 the status of a channel shows capacity, size, priority and recentlySent")
  void channelStatus() {
    SendRig rig = rig(SendRig.unlimited());
    rig.stream.block(true);
    rig.offer(BULK, 1_000_000);
    rig.offer(BULK, 10);
    rig.drain();
    List<ChannelStatus> channels = rig.mux.channels(rig.now);
    ChannelStatus bulk = channels.getFirst();
    assertThat(bulk.id()).isEqualTo(BULK);
    assertThat(bulk.priority()).isEqualTo(1);
    assertThat(bulk.sendQueueCapacity()).isEqualTo(100_000);
    assertThat(bulk.sendQueueSize()).as("one being cut, one waiting").isEqualTo(2);
    assertThat(bulk.recentlySent()).isEqualTo(rig.stream.total());
    assertThat(channels.getLast()).isEqualTo(new ChannelStatus(VOTES, 100, 0, 10, 0));
  }

  @Test
  void buffersGrowUnderLoadAndShrinkAfterIt() {
    SendRig rig = rig(SendRig.unlimited());
    assertThat(rig.mux.isLarge()).isFalse();
    rig.offer(BULK, 500_000);
    rig.drain();
    assertThat(rig.mux.isLarge()).isTrue();
    assertThat(rig.mux.settle()).as("it was needed just now").isTrue();
    assertThat(rig.mux.settle()).isFalse();
    rig.offer(BULK, 500_000);
    rig.drain();
    assertThat(rig.packets().stream().mapToInt(SendRig.Seen::dataBytes).sum()).isEqualTo(1_000_000);
  }
}
