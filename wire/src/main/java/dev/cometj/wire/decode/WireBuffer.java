package dev.cometj.wire.decode;

import java.util.Arrays;

/// A growing array that protobuf elements are written to.
final class WireBuffer {

  private byte[] bytes = new byte[16];
  private int size;

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  void writeTag(int fieldNumber, int wireType) {
    writeVarint((long) fieldNumber << 3 | wireType);
  }

  void writeVarint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void writeBytes(byte[] source, int from, int count) {
    reserve(count);
    System.arraycopy(source, from, bytes, size, count);
    size += count;
  }

  /// Writes a field of this content behind its length.
  void writeDelimited(int fieldNumber, WireBuffer content) {
    writeTag(fieldNumber, WireCursor.LENGTH_DELIMITED);
    writeVarint(content.size);
    append(content);
  }

  void append(WireBuffer content) {
    writeBytes(content.bytes, 0, content.size);
  }

  /// The number of bytes of a value's shortest varint.
  static int varintSize(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }

  private void reserve(int count) {
    if (count > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, count)));
    }
  }
}
