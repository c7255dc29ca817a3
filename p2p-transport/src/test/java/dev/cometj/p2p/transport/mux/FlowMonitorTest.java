package dev.cometj.p2p.transport.mux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.FlowStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FlowMonitorTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
  private final FlowMonitor monitor = new FlowMonitor(START, now);

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  @Test
  @DisplayName("PR-12 intervals end after 100 ms, and longer ones weigh more in the smoothed rate")
  void smoothing() {
    pass(100);
    monitor.add(1000, now);
    FlowStatus first = monitor.status(now);
    assertThat(first.instantRate()).isEqualTo(10_000);
    assertThat(first.currentRate()).as("the first interval counts whole").isEqualTo(10_000);

    pass(50);
    monitor.add(777, now);
    assertThat(monitor.status(now).bytes()).as("within an interval").isEqualTo(1000);
    pass(150);
    monitor.add(3223, now);
    FlowStatus second = monitor.status(now);
    assertThat(second.bytes()).isEqualTo(5000);
    assertThat(second.samples()).isEqualTo(2);
    assertThat(second.instantRate()).isEqualTo(20_000);
    // rSample + exp(-0.2 s / 1 s) * (rEMA - rSample)
    assertThat(second.currentRate())
        .isEqualTo(Math.round(20_000 + Math.exp(-0.2) * (10_000 - 20_000)));
    assertThat(second.averageRate()).isEqualTo(Math.round(5000 / 0.3));
    assertThat(second.peakRate()).isEqualTo(20_000);
    assertThat(second.duration()).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void aQuietDirectionFadesWhenLookedAt() {
    pass(100);
    monitor.add(1000, now);
    pass(3000);
    FlowStatus status = monitor.status(now);
    assertThat(status.instantRate()).isZero();
    assertThat(status.currentRate()).isEqualTo(Math.round(Math.exp(-3) * 10_000));
    assertThat(status.peakRate()).isEqualTo(10_000);
    assertThat(status.idle()).isEqualTo(Duration.ofSeconds(3));
    assertThat(status.start()).isEqualTo(START);
  }

  @Test
  void nothingIsKnownAtTheStart() {
    FlowStatus status = monitor.status(now);
    assertThat(status)
        .isEqualTo(new FlowStatus(START, Duration.ZERO, Duration.ZERO, 0, 0, 0, 0, 0, 0));
  }
}
