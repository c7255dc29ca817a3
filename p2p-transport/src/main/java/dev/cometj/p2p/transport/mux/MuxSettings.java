package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Settings;
import java.time.Duration;

/// How links multiplex: `MConnConfig` of Go's `p2p/conn/connection.go`, and the budgets it lacks.
///
/// `p2p.flush_throttle_timeout` needs no place here. It bounds how long written bytes may wait to be flushed, and
/// these links never let them wait: what has been laid into frames is handed to the network before the stream's
/// thread turns to anything else. So every value of it is kept.
///
/// @param sendRate bytes of packets per second to one peer; 0 for no limit
/// @param receiveRate bytes of packets per second from one peer; 0 for no limit
/// @param packetPayloadBytes how much of a message goes into one packet, at least 1
/// @param pingInterval how often to ping
/// @param pongTimeout how long to wait for the pong; less than the interval
/// @param unaskedPongInterval how often to send a pong while we do not read, so that the peer's own timeout is kept off
/// @param writeStallTimeout how long the network may take nothing although bytes wait, before the link is ended; two thirds
///     longer, and no more, if the peer shows by pongs that it is only busy
/// @param watermarkBytes how much may be handed to the network beyond what it takes at once
/// @param peerQueueBytes how much may wait to be sent to one peer, plus the message that crosses it
/// @param nodeQueueBytes how much may wait to be sent to all peers, plus one message
/// @param reassemblyBytes how much of incomplete messages may be kept for all peers
public record MuxSettings(
    long sendRate,
    long receiveRate,
    int packetPayloadBytes,
    Duration pingInterval,
    Duration pongTimeout,
    Duration unaskedPongInterval,
    Duration writeStallTimeout,
    int watermarkBytes,
    long peerQueueBytes,
    long nodeQueueBytes,
    long reassemblyBytes) {

  /// The rate of a node's configuration where none is set: `DefaultP2PConfig` of Go's `config/config.go`.
  private static final long NODE_RATE = 5_120_000;

  private static final long MEBIBYTE = 1 << 20;

  /// A payload of a mebibyte would make nonsense of priorities long before it is a danger.
  private static final long LARGEST_PAYLOAD = MEBIBYTE;

  /// Check the relations.
  ///
  /// @throws IllegalArgumentException if one does not hold
  public MuxSettings {
    if (pongTimeout.compareTo(pingInterval) >= 0) {
      throw new IllegalArgumentException(
          "the pong timeout %s must be less than the ping interval %s"
              .formatted(pongTimeout, pingInterval));
    }
    if (packetPayloadBytes < 1 || packetPayloadBytes > LARGEST_PAYLOAD) {
      throw new IllegalArgumentException("packet payload of " + packetPayloadBytes);
    }
  }

  /// Give the values of Go's `DefaultMConnConfig` and of our budgets.
  ///
  /// @return settings of a library, with 512,000 bytes per second
  public static MuxSettings defaults() {
    return new MuxSettings(
        512_000,
        512_000,
        1024,
        Duration.ofSeconds(60),
        Duration.ofSeconds(45),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        (int) (MEBIBYTE / 8),
        8 * MEBIBYTE,
        128 * MEBIBYTE,
        256 * MEBIBYTE);
  }

  /// Read a node's settings: the original's `p2p.send_rate`, `p2p.recv_rate` (5,120,000 bytes per second unless set)
  /// and `p2p.max_packet_msg_payload_size`, and our own `cometj.write_stall_timeout`, `cometj.write_watermark_bytes`,
  /// `cometj.send_queue_peer_bytes`, `cometj.send_queue_node_bytes` and `cometj.reassembly_node_bytes`.
  ///
  /// @param settings the node's configuration
  /// @return the settings
  /// @throws InvalidSettingException if a value cannot be used
  public static MuxSettings from(Settings settings) {
    MuxSettings base = defaults();
    return new MuxSettings(
        number(settings, "p2p.send_rate", NODE_RATE, 0, Long.MAX_VALUE),
        number(settings, "p2p.recv_rate", NODE_RATE, 0, Long.MAX_VALUE),
        (int)
            number(
                settings,
                "p2p.max_packet_msg_payload_size",
                base.packetPayloadBytes,
                1,
                LARGEST_PAYLOAD),
        base.pingInterval,
        base.pongTimeout,
        base.unaskedPongInterval,
        stallTimeout(settings, base.writeStallTimeout),
        (int)
            number(
                settings,
                "cometj.write_watermark_bytes",
                base.watermarkBytes,
                1024,
                1024 * MEBIBYTE),
        number(settings, "cometj.send_queue_peer_bytes", base.peerQueueBytes, 1, Long.MAX_VALUE),
        number(settings, "cometj.send_queue_node_bytes", base.nodeQueueBytes, 1, Long.MAX_VALUE),
        number(
            settings,
            "cometj.reassembly_node_bytes",
            base.reassemblyBytes,
            MEBIBYTE,
            Long.MAX_VALUE));
  }

  private static Duration stallTimeout(Settings settings, Duration fallback) {
    String key = "cometj.write_stall_timeout";
    Duration value = settings.duration(key, fallback);
    if (!value.isPositive()) {
      throw new InvalidSettingException(key, "must be positive, for example 30s");
    }
    return value;
  }

  private static long number(Settings settings, String key, long fallback, long least, long most) {
    long value = settings.number(key, fallback);
    if (value < least || value > most) {
      throw new InvalidSettingException(
          key, "%d is not between %d and %d".formatted(value, least, most));
    }
    return value;
  }

  /// Tell the largest packet a reader takes, without the length in front of it; Go's `maxPacketMsgSize`.
  ///
  /// @return bytes
  public int maxPacketBytes() {
    return PacketFormat.maxPacketBytes(packetPayloadBytes);
  }

  /// Tell the most a packet of ours can take, with the length in front of it.
  ///
  /// @return bytes
  public int maxDelimitedBytes() {
    return PacketFormat.delimitedBytes(255, packetPayloadBytes, true);
  }
}
