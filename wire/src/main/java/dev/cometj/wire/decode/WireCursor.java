package dev.cometj.wire.decode;

import dev.cometj.wire.decode.MalformedMessageException.Reason;

/// Reads the elements of one message's bytes, with the bounds and overflows of gogoproto's generated code: a varint
/// has up to ten bytes and bits beyond the 64th are dropped, and a tag's field number is cut to 32 bits.
final class WireCursor {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int GROUP_START = 3;
  static final int GROUP_END = 4;
  static final int FIXED32 = 5;

  private static final int LONGEST_VARINT = 10;

  private final byte[] bytes;
  private final int end;
  private final String message;
  private int position;

  // The last tag.
  private int fieldNumber;
  private int wireType;

  // How the last varint was written.
  private int varintBytes;
  private boolean hasDroppedBits;

  WireCursor(byte[] bytes, int from, int end, String message) {
    this.bytes = bytes;
    this.position = from;
    this.end = end;
    this.message = message;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  boolean atEnd() {
    return position >= end;
  }

  int fieldNumber() {
    return fieldNumber;
  }

  int wireType() {
    return wireType;
  }

  MalformedMessageException malformed(Reason reason) {
    return new MalformedMessageException(reason, message);
  }

  /// Reads the tag of a field.
  ///
  /// @return whether protobuf-java reads the same from these bytes
  boolean readTag() throws MalformedMessageException {
    long tag = readVarint();
    fieldNumber = (int) (tag >>> 3);
    wireType = (int) tag & 7;
    if (wireType == GROUP_END) {
      throw malformed(Reason.UNEXPECTED_GROUP_END);
    }
    if (fieldNumber <= 0) {
      throw malformed(Reason.ILLEGAL_FIELD_NUMBER);
    }
    return tag >>> 32 == 0 && isShortest(tag);
  }

  long readVarint() throws MalformedMessageException {
    long value = 0;
    int start = position;
    hasDroppedBits = false;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      if (position >= end) {
        throw malformed(Reason.TRUNCATED);
      }
      byte b = bytes[position++];
      value |= (b & 0x7FL) << (7 * i);
      if (b >= 0) {
        hasDroppedBits = i == LONGEST_VARINT - 1 && b > 1;
        varintBytes = position - start;
        return value;
      }
    }
    throw malformed(Reason.VARINT_OVERFLOW);
  }

  /// Tells whether the last varint was the shortest encoding of a value.
  boolean isShortest(long value) {
    return varintBytes == WireBuffer.varintSize(value) && !hasDroppedBits;
  }

  /// Reads a length and checks that so many bytes follow.
  int readLength() throws MalformedMessageException {
    long length = readVarint();
    if (length < 0) {
      throw malformed(Reason.NEGATIVE_LENGTH);
    }
    if (length > end - position) {
      throw malformed(Reason.TRUNCATED);
    }
    return (int) length;
  }

  void advance(int count) throws MalformedMessageException {
    if (count > end - position) {
      throw malformed(Reason.TRUNCATED);
    }
    position += count;
  }

  /// Passes over the value of the field whose tag was read last. Groups need not be closed by the number that
  /// opened them, and neither numbers within a group are checked: so does the original.
  void skipValue() throws MalformedMessageException {
    long depth = 0;
    int type = wireType;
    while (true) {
      switch (type) {
        case VARINT -> readVarint();
        case FIXED64 -> advance(Long.BYTES);
        case LENGTH_DELIMITED -> advance(readLength());
        case GROUP_START -> depth++;
        case GROUP_END -> depth--;
        case FIXED32 -> advance(Integer.BYTES);
        default -> throw malformed(Reason.ILLEGAL_WIRE_TYPE);
      }
      if (depth == 0) {
        return;
      }
      type = (int) readVarint() & 7;
    }
  }
}
