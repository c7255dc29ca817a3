package dev.cometj.p2p.transport.mux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
  private long now = Long.MAX_VALUE - Duration.ofSeconds(100).toNanos();
  private final KeepAlive keepAlive = new KeepAlive(MuxSettings.defaults(), now);

  private int after(long seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
    return keepAlive.due(now);
  }

  private long secondsUntilDue() {
    return Duration.ofNanos(keepAlive.nanosUntilDue(now)).toSeconds();
  }

  @Test
  @DisplayName("L-M03 pings keep to their minute, also when somebody looks late")
  void pings() {
    assertThat(secondsUntilDue()).isEqualTo(60);
    assertThat(after(59)).isZero();
    assertThat(after(8)).isEqualTo(KeepAlive.SEND_PING);
    keepAlive.pongReceived();
    assertThat(secondsUntilDue()).isEqualTo(53);
    assertThat(after(53)).isEqualTo(KeepAlive.SEND_PING);
    assertThat(secondsUntilDue()).as("the pong").isEqualTo(45);
    assertThat(after(44)).isZero();
    assertThat(after(1)).isEqualTo(KeepAlive.TIMED_OUT);
  }

  @Test
  @DisplayName("L-M03 a ping missed for several minutes is sent once")
  void missedPings() {
    assertThat(after(200)).isEqualTo(KeepAlive.SEND_PING);
    keepAlive.pongReceived();
    assertThat(secondsUntilDue()).isEqualTo(40);
  }

  @Test
  @DisplayName("A50 while reading pauses, pongs go out every 20 seconds and nobody is judged")
  void paused() {
    assertThat(after(60)).isEqualTo(KeepAlive.SEND_PING);
    keepAlive.readingPaused(now);
    assertThat(secondsUntilDue()).isEqualTo(20);
    assertThat(after(20)).isEqualTo(KeepAlive.SEND_PONG);
    assertThat(after(20)).isEqualTo(KeepAlive.SEND_PONG);
    assertThat(after(20)).isEqualTo(KeepAlive.SEND_PONG | KeepAlive.SEND_PING);
    keepAlive.readingResumed(now);
    assertThat(secondsUntilDue()).isEqualTo(45);
    assertThat(after(44)).isZero();
    assertThat(after(1)).isEqualTo(KeepAlive.TIMED_OUT);
  }
}
