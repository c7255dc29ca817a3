package dev.cometj.reactor.blocksync;

import java.nio.ByteBuffer;

/// Goes through the fields of an encoded message without decoding or allocating anything. It stops at what it cannot
/// read, which is for the decoder to judge.
final class ProtoFields {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int LONGEST_VARINT = 10;

  private final ByteBuffer bytes;
  private final int limit;
  private int position;
  private int number;
  private boolean isDelimited;
  private int from;
  private int end;

  private ProtoFields(ByteBuffer bytes, int from, int limit) {
    this.bytes = bytes;
    this.position = from;
    this.limit = limit;
  }

  /// Begin with a whole message.
  ///
  /// @param message from position to limit, which stay as they are
  static ProtoFields of(ByteBuffer message) {
    return new ProtoFields(message, message.position(), message.limit());
  }

  /// Begin with the embedded message that the current field is.
  ProtoFields within() {
    return new ProtoFields(bytes, from, end);
  }

  /// Go to the next field.
  ///
  /// @return false if there is none, or it cannot be read
  boolean next() {
    if (position >= limit) {
      return false;
    }
    long tag = varint();
    number = (int) (tag >>> 3);
    int type = (int) tag & 7;
    isDelimited = type == DELIMITED;
    from = position;
    long length =
        switch (type) {
          case VARINT -> {
            var _ = varint();
            yield 0;
          }
          case FIXED64 -> Long.BYTES;
          case FIXED32 -> Integer.BYTES;
          case DELIMITED -> {
            long announced = varint();
            from = position;
            yield announced;
          }
          default -> -1;
        };
    if (position > limit || length < 0 || length > limit - position) {
      position = limit;
      return false;
    }
    position += (int) length;
    end = position;
    return true;
  }

  /// Whether the current field is an embedded message, or other bytes, of a number.
  boolean is(int wanted) {
    return isDelimited && number == wanted;
  }

  /// Where the current field's bytes begin.
  int from() {
    return from;
  }

  /// Where the current field's bytes end.
  int end() {
    return end;
  }

  /// Reads a varint; one that does not end puts the position behind the limit.
  private long varint() {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT && position < limit; i++) {
      byte b = bytes.get(position++);
      value |= (b & 0x7FL) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    position = limit + 1;
    return 0;
  }
}
