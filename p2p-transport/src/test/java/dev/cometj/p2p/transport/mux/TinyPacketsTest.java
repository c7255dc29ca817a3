package dev.cometj.p2p.transport.mux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.StopReason;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Messages cut so small that reading them is work without gain.
class TinyPacketsTest {
  private static final Channel<byte[]> CHANNEL = TestChannels.channel(1).build();

  private static ReceiveRig rig() {
    return new ReceiveRig(SendRig.unlimited(), CHANNEL);
  }

  @Test
  @DisplayName("W3 a flood of packets of one byte each ends the link after a while (better)")
  void flood() {
    ReceiveRig rig = rig();
    byte[] flood = Wire.times(Wire.packet(1, new byte[1], false), 50_000);
    int seconds = 0;
    while (rig.fault() == null && seconds < 100) {
      rig.feed(flood, 65_536);
      rig.pass(Duration.ofSeconds(1));
      seconds++;
    }
    assertThat(rig.fault()).isInstanceOf(StopReason.LimitExceeded.class);
    assertThat(seconds).isBetween(10, 13);
  }

  @Test
  @DisplayName("W3 many small messages are no flood, nor are packets of 16 bytes")
  void smallMessages() {
    ReceiveRig rig = rig();
    byte[] messages = Wire.times(Wire.packet(1, new byte[1], true), 20_000);
    byte[] packets =
        concat(
            Wire.times(Wire.packet(1, new byte[16], false), 20_000),
            Wire.packet(1, new byte[1], true));
    for (int second = 0; second < 30; second++) {
      assertThat(rig.feed(messages, 65_536)).isNull();
      assertThat(rig.feed(packets, 65_536)).isNull();
      rig.pass(Duration.ofSeconds(1));
    }
    assertThat(rig.delivered).hasSize(30 * 20_001);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
