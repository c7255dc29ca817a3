package dev.cometj.integration.live;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Protobuf bytes written by hand, so that a test can also write wrong ones.
final class WireBytes {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static WireBytes message() {
    return new WireBytes();
  }

  WireBytes number(int field, long value) {
    varint((long) field << 3 | VARINT);
    varint(value);
    return this;
  }

  WireBytes bytes(int field, byte[] value) {
    varint((long) field << 3 | LENGTH_DELIMITED);
    return raw(varintBytes(value.length)).raw(value);
  }

  WireBytes text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  WireBytes nested(int field, WireBytes value) {
    return bytes(field, value.toBytes());
  }

  WireBytes raw(byte[] value) {
    out.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  /// The message behind its length, as every message of the protocol travels.
  byte[] delimited() {
    return message().raw(varintBytes(out.size())).raw(toBytes()).toBytes();
  }

  /// A packet of a channel with one whole message, or with a part of one.
  static byte[] packet(long channel, boolean isEnd, byte[] data) {
    var content = message();
    if (channel != 0) {
      content.number(1, channel);
    }
    if (isEnd) {
      content.number(2, 1);
    }
    return message().nested(3, content.bytes(3, data)).delimited();
  }

  private void varint(long value) {
    out.writeBytes(varintBytes(value));
  }

  private static byte[] varintBytes(long value) {
    var bytes = new ByteArrayOutputStream();
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return bytes.toByteArray();
  }
}
