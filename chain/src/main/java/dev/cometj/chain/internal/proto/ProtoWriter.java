package dev.cometj.chain.internal.proto;

import dev.cometj.crypto.Bytes;
import java.util.Arrays;

/// Writes a protobuf message from its end to its beginning, so that the length of what is nested is known when it is
/// needed and nothing is measured beforehand. The fields of a message are therefore written in falling order.
///
/// Numbers and bytes that are zero or empty are left out, as proto3 does; methods that say so write them anyway.
public final class ProtoWriter {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;
  private static final int LONGEST_VARINT = 10;

  private byte[] buffer;
  private int start;

  /// Makes a writer.
  ///
  /// @param expectedSize how many bytes will probably be written
  public ProtoWriter(int expectedSize) {
    this.buffer = new byte[expectedSize];
    this.start = expectedSize;
  }

  /// How many bytes have been written: the mark of what is to become a nested message.
  ///
  /// @return the number
  public int size() {
    return buffer.length - start;
  }

  /// Forgets what was written and keeps the room for it.
  public void clear() {
    start = buffer.length;
  }

  /// What was written.
  ///
  /// @return the bytes; the writer must not be used any more
  public Bytes finish() {
    return Bytes.wrap(buffer, start, size());
  }

  /// What was written, in an array of just that length.
  ///
  /// @return the caller's own array
  public byte[] toByteArray() {
    return Arrays.copyOfRange(buffer, start, buffer.length);
  }

  /// The array that ends with what was written.
  ///
  /// @return the writer's own array, from [#start()] on
  public byte[] buffer() {
    return buffer;
  }

  /// Where in the array the written bytes begin.
  ///
  /// @return the index
  public int start() {
    return start;
  }

  /// Writes a 64-bit number as a varint.
  ///
  /// @param field the field's number
  /// @param value left out if 0
  public void varint(int field, long value) {
    if (value != 0) {
      rawVarint(value);
      tag(field, VARINT);
    }
  }

  /// Writes a 64-bit number in eight bytes.
  ///
  /// @param field the field's number
  /// @param value left out if 0
  public void fixed64(int field, long value) {
    if (value != 0) {
      reserve(Long.BYTES);
      start -= Long.BYTES;
      for (int i = 0; i < Long.BYTES; i++) {
        buffer[start + i] = (byte) (value >>> (8 * i));
      }
      tag(field, FIXED64);
    }
  }

  /// Writes bytes.
  ///
  /// @param field the field's number
  /// @param value left out if empty
  public void bytes(int field, Bytes value) {
    if (!value.isEmpty()) {
      entry(field, value);
    }
  }

  /// Writes bytes even if there are none: an entry of a repeated field.
  ///
  /// @param field the field's number
  /// @param value the bytes
  public void entry(int field, Bytes value) {
    raw(value);
    rawVarint(value.length());
    tag(field, DELIMITED);
  }

  /// Writes bytes without a tag.
  ///
  /// @param value the bytes
  public void raw(Bytes value) {
    reserve(value.length());
    start -= value.length();
    value.copyTo(buffer, start);
  }

  /// Makes a nested message, even an empty one, of what was written since a mark.
  ///
  /// @param field the field's number
  /// @param mark the [#size()] before the nested message's fields were written
  public void message(int field, int mark) {
    rawVarint(size() - mark);
    tag(field, DELIMITED);
  }

  /// Writes a varint without a tag.
  ///
  /// @param value the number
  public void rawVarint(long value) {
    reserve(LONGEST_VARINT);
    int length = varintSize(value);
    start -= length;
    int at = start;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[at] = (byte) rest;
  }

  /// How many bytes a varint takes.
  ///
  /// @param value the number
  /// @return 1 to 10
  public static int varintSize(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }

  private void tag(int field, int type) {
    rawVarint((long) field << 3 | type);
  }

  private void reserve(int count) {
    if (count > start) {
      int used = size();
      int grown = Math.max(Math.addExact(used, count), buffer.length + (buffer.length >> 1) + 64);
      byte[] larger = new byte[grown];
      System.arraycopy(buffer, start, larger, grown - used, used);
      start = grown - used;
      buffer = larger;
    }
  }
}
