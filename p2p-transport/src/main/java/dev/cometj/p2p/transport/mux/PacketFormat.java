package dev.cometj.p2p.transport.mux;

/// Sizes and constants of `tendermint.p2p.Packet`, `proto/tendermint/p2p/conn.proto` of the original.
///
/// ```text
/// delimited = varint(size of packet) packet
/// packet    = 0a 00 | 12 00 | 1a varint(size of msg) msg        ping, pong, message
/// msg       = [08 varint(channel)] [10 01] [1a varint(size) data]
/// ```
///
/// Channel 0, eof = false and data without bytes are left out.
final class PacketFormat {
  static final int PING_TAG = 0x0a;
  static final int PONG_TAG = 0x12;
  static final int MESSAGE_TAG = 0x1a;
  static final int CHANNEL_TAG = 0x08;
  static final int EOF_TAG = 0x10;
  static final int DATA_TAG = 0x1a;

  private PacketFormat() {}

  /// The size of a non-negative number as a varint.
  static int varintBytes(int value) {
    return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
  }

  /// The size of the `msg` part.
  static int messageBytes(int channelId, int dataBytes, boolean eof) {
    int channel = channelId == 0 ? 0 : 1 + varintBytes(channelId);
    int data = dataBytes == 0 ? 0 : 1 + varintBytes(dataBytes) + dataBytes;
    return channel + (eof ? 2 : 0) + data;
  }

  /// The size of a message packet without the length in front of it.
  static int packetBytes(int channelId, int dataBytes, boolean eof) {
    int message = messageBytes(channelId, dataBytes, eof);
    return 1 + varintBytes(message) + message;
  }

  /// The size of a message packet with the length in front of it: what rates and priorities count.
  static int delimitedBytes(int channelId, int dataBytes, boolean eof) {
    int packet = packetBytes(channelId, dataBytes, eof);
    return varintBytes(packet) + packet;
  }

  /// The largest packet a reader takes, without the length in front of it: one on channel 1 with eof and as much data
  /// as a packet may have. So a full packet on a channel from 128 on is one byte too long, as in the original.
  static int maxPacketBytes(int payloadBytes) {
    return packetBytes(1, payloadBytes, true);
  }
}
