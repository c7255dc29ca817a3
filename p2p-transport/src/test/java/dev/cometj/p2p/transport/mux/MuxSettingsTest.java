package dev.cometj.p2p.transport.mux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuxSettingsTest {
  private static Settings settings(Map<String, String> values) {
    return Settings.of(Path.of("home"), values);
  }

  @Test
  @DisplayName("L-M04 the rate is 512000 for a library and 5120000 for a node, unless it is set")
  void rates() {
    assertThat(MuxSettings.defaults().sendRate()).isEqualTo(512_000);
    assertThat(MuxSettings.defaults().receiveRate()).isEqualTo(512_000);
    MuxSettings node = MuxSettings.from(settings(Map.of()));
    assertThat(node.sendRate()).isEqualTo(5_120_000);
    assertThat(node.receiveRate()).isEqualTo(5_120_000);
    MuxSettings set =
        MuxSettings.from(settings(Map.of("p2p.send_rate", "0", "p2p.recv_rate", "77")));
    assertThat(set.sendRate()).isZero();
    assertThat(set.receiveRate()).isEqualTo(77);
  }

  @Test
  @DisplayName("L-M03 pings every 60 seconds, pongs within 45")
  void keepAlive() {
    assertThat(MuxSettings.defaults().pingInterval()).isEqualTo(Duration.ofSeconds(60));
    assertThat(MuxSettings.defaults().pongTimeout()).isEqualTo(Duration.ofSeconds(45));
  }

  @Test
  void budgetsCanBeSet() {
    MuxSettings set =
        MuxSettings.from(
            settings(
                Map.of(
                    "p2p.max_packet_msg_payload_size", "1400",
                    "cometj.write_stall_timeout", "5s",
                    "cometj.write_watermark_bytes", "4096",
                    "cometj.send_queue_peer_bytes", "1",
                    "cometj.send_queue_node_bytes", "2",
                    "cometj.reassembly_node_bytes", "2000000")));
    assertThat(set.maxPacketBytes()).isEqualTo(1410);
    assertThat(set.writeStallTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(set.watermarkBytes()).isEqualTo(4096);
    assertThat(set.peerQueueBytes()).isEqualTo(1);
    assertThat(set.nodeQueueBytes()).isEqualTo(2);
    assertThat(set.reassemblyBytes()).isEqualTo(2_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "p2p.send_rate,-1",
    "p2p.recv_rate,fast",
    "p2p.max_packet_msg_payload_size,0",
    "p2p.max_packet_msg_payload_size,2000000",
    "cometj.write_stall_timeout,0",
    "cometj.write_watermark_bytes,1",
    "cometj.send_queue_peer_bytes,0",
    "cometj.reassembly_node_bytes,5"
  })
  void whatCannotWorkIsRefusedByItsKey(String key, String value) {
    assertThatThrownBy(() -> MuxSettings.from(settings(Map.of(key, value))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(key);
  }

  @Test
  void aTableRefusesWhatItCannotHold() {
    assertThatThrownBy(() ->
            new ChannelTable(
                List.of(TestChannels.channel(1).build(), TestChannels.channel(1).build())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0x01");
  }
}
