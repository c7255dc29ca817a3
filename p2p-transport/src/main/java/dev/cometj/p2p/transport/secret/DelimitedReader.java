package dev.cometj.p2p.transport.secret;

import java.util.Arrays;

/// Gathers one message that comes behind its length, an unsigned varint, however the bytes are cut; the reader of
/// Go's `libs/protoio`. The length may be written in more bytes than it needs.
///
/// A length is checked as soon as it is read, and memory grows with what has really arrived, never with what is
/// claimed.
final class DelimitedReader {
  private static final int MAX_VARINT_BYTES = 10;
  private static final int FIRST_BYTES = 128;

  private final int limit;
  private long length;
  private int lengthBytes;
  private boolean isLengthKnown;
  private byte[] message;
  private int filled;

  /// Make a reader of one message.
  ///
  /// @param limit the largest length accepted, in bytes
  DelimitedReader(int limit) {
    this.limit = limit;
    message = new byte[Math.min(limit, FIRST_BYTES)];
  }

  /// Take what belongs to the message.
  ///
  /// @return how many of the bytes were taken; fewer than there are only if the message is complete
  int take(byte[] bytes, int offset, int available) throws LengthRefusedException {
    int taken = 0;
    while (!isLengthKnown && taken < available) {
      takeOfLength(bytes[offset + taken]);
      taken++;
    }
    if (isLengthKnown) {
      int part = Math.min(available - taken, (int) length - filled);
      ensureSpace(filled + part);
      System.arraycopy(bytes, offset + taken, message, filled, part);
      filled += part;
      taken += part;
    }
    return taken;
  }

  private void takeOfLength(byte next) throws LengthRefusedException {
    if (lengthBytes == MAX_VARINT_BYTES - 1 && (next & 0xff) > 1) {
      throw new LengthRefusedException("the length of a message is no varint of 64 bits");
    }
    length |= (next & 0x7fL) << (7 * lengthBytes);
    lengthBytes++;
    isLengthKnown = next >= 0;
    if (isLengthKnown && Long.compareUnsigned(length, limit) > 0) {
      throw new LengthRefusedException(
          "a message of %s bytes is over its limit of %d"
              .formatted(Long.toUnsignedString(length), limit));
    }
  }

  private void ensureSpace(int needed) {
    if (needed > message.length) {
      message = Arrays.copyOf(message, Math.min(limit, Math.max(needed, 2 * message.length)));
    }
  }

  boolean isComplete() {
    return isLengthKnown && filled == length;
  }

  /// Give the message without its length, once it is complete.
  byte[] message() {
    return Arrays.copyOf(message, filled);
  }
}
