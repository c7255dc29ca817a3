package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.Payload;
import dev.cometj.p2p.transport.secret.PlainEncoder;
import java.nio.ByteBuffer;

/// Makes the bytes of packets.
final class Wire {
  private Wire() {}

  /// One packet.
  static byte[] packet(int channelId, byte[] data, boolean eof) {
    PlainEncoder encoder = new PlainEncoder(data.length + 64);
    new PacketWriter().message(encoder, channelId, Payload.of(data), 0, data.length, eof);
    return drain(encoder);
  }

  /// A message in packets of 1024 bytes.
  static byte[] message(int channelId, byte[] message, boolean complete) {
    PlainEncoder encoder = new PlainEncoder(message.length + 64 + message.length / 16);
    Payload payload = Payload.of(message);
    for (int at = 0; at < message.length; at += 1024) {
      int length = Math.min(1024, message.length - at);
      boolean eof = complete && at + length == message.length;
      new PacketWriter().message(encoder, channelId, payload, at, length, eof);
    }
    return drain(encoder);
  }

  static byte[] ping() {
    PlainEncoder encoder = new PlainEncoder(8);
    new PacketWriter().ping(encoder);
    return drain(encoder);
  }

  static byte[] times(byte[] bytes, int count) {
    ByteBuffer all = ByteBuffer.allocate(bytes.length * count);
    for (int i = 0; i < count; i++) {
      all.put(bytes);
    }
    return all.array();
  }

  static byte[] drain(PlainEncoder encoder) {
    ByteBuffer bytes = encoder.drain();
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }
}
