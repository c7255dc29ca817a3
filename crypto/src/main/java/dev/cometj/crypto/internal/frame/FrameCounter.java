package dev.cometj.crypto.internal.frame;

import dev.cometj.crypto.FrameFormat;
import java.util.Objects;

/// Counts the frames of one direction and turns the number into a nonce. The last number, 2^64 - 1, is never used:
/// the original stops there too (`incrNonce`).
public final class FrameCounter {

  private static final int NONCE_BYTES = 12;
  private static final int ZERO_BYTES = NONCE_BYTES - Long.BYTES;

  private final byte[] nonce = new byte[NONCE_BYTES];
  private long next;

  /// Makes a counter.
  ///
  /// @param first the number of the first frame, unsigned
  public FrameCounter(long first) {
    this.next = first;
  }

  /// The number of the next frame.
  ///
  /// @return an unsigned number
  public long next() {
    return next;
  }

  /// Checks that a call stays within the array and within the numbers that are left.
  ///
  /// @param buffer the array of the frames
  /// @param offset where the first begins
  /// @param frames how many
  public void require(byte[] buffer, int offset, int frames) {
    if (frames < 0 || (long) frames * FrameFormat.SEALED_BYTES > buffer.length) {
      throw new IndexOutOfBoundsException(frames + " frames in an array of " + buffer.length);
    }
    Objects.checkFromIndexSize(offset, frames * FrameFormat.SEALED_BYTES, buffer.length);
    if (Long.compareUnsigned(-1L - next, frames) < 0) {
      throw new IllegalStateException(
          "this direction of the connection has used up its frame numbers");
    }
  }

  /// Passes over frames whose numbers are used otherwise.
  ///
  /// @param frames how many
  public void skip(int frames) {
    next += frames;
  }

  /// The nonce of the next frame, in an array that the following call reuses.
  byte[] take() {
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[ZERO_BYTES + i] = (byte) (next >>> (8 * i));
    }
    next++;
    return nonce;
  }
}
