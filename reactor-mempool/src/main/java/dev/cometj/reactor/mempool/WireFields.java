package dev.cometj.reactor.mempool;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Walks over the fields of a message as it came from a peer, without allocating anything; Go's `internal/protowire`.
/// It takes the same bytes for the same fields as the decoder does, above all field numbers beyond 32 bits (A06).
final class WireFields {
  static final int BYTES = 2;

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int FIXED_32 = 5;

  private final ByteBuffer buffer;
  private int position;
  private int end;
  private int fieldNumber;
  private int wireType;
  private @Nullable String fault;

  /// @param buffer the message, from position to limit; not changed
  WireFields(ByteBuffer buffer) {
    this.buffer = buffer;
    this.position = buffer.position();
    this.end = buffer.limit();
  }

  /// Tell what is wrong with the bytes, once a read has failed.
  ///
  /// @return a few words, or null if nothing is
  @Nullable String fault() {
    return fault;
  }

  int fieldNumber() {
    return fieldNumber;
  }

  int wireType() {
    return wireType;
  }

  /// Tell how far the enclosed message reaches, to come back with [#leave].
  int end() {
    return end;
  }

  /// Tell where the next byte is.
  int position() {
    return position;
  }

  /// Read the tag of the next field.
  ///
  /// @return false at the end, and at a fault
  boolean next() {
    if (position >= end) {
      return false;
    }
    long tag = varint();
    fieldNumber = (int) (tag >>> 3);
    wireType = (int) tag & 7;
    if (fault == null && fieldNumber <= 0) {
      fault = "illegal field number " + fieldNumber;
    }
    return fault == null;
  }

  /// Read the length of a field of bytes.
  ///
  /// @return from 0, or -1 at a fault
  int length() {
    long length = varint();
    if (fault == null && (length < 0 || length > end - position)) {
      fault = "a length that reaches beyond the end";
    }
    return fault == null ? (int) length : -1;
  }

  /// Pass over bytes whose length was read.
  void advance(int bytes) {
    if (bytes > end - position) {
      fault = "a value that reaches beyond the end";
    } else {
      position += bytes;
    }
  }

  /// Go into a message whose length was read.
  void enter(int length) {
    end = position + length;
  }

  /// Come out of a message that was read to its end.
  ///
  /// @param outerEnd what [#end] was before
  void leave(int outerEnd) {
    end = outerEnd;
  }

  /// Pass over the value of the field whose tag was read.
  ///
  /// @return false at a fault
  boolean skip() {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED_64 -> advance(Long.BYTES);
      case FIXED_32 -> advance(Integer.BYTES);
      case BYTES -> {
        int length = length();
        if (length >= 0) {
          advance(length);
        }
      }
      default -> fault = "unsupported wire type " + wireType;
    }
    return fault == null;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (position >= end) {
        fault = "a truncated number";
        return 0;
      }
      byte next = buffer.get(position++);
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    fault = "a number of more than ten bytes";
    return 0;
  }
}
