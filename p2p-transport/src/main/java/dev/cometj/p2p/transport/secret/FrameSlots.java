package dev.cometj.p2p.transport.secret;

import dev.cometj.crypto.FrameFormat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// What the two directions of a sealed stream share: how frames lie in an array, and how many there may be.
final class FrameSlots {
  private static final VarHandle LENGTH =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private FrameSlots() {}

  /// The size of an array whose frames hold so many plain bytes, at least one frame.
  static int sealedBytes(int plainBytes) {
    int frames = Math.max(1, Math.ceilDiv(plainBytes, FrameFormat.DATA_BYTES));
    return Math.multiplyExact(frames, FrameFormat.SEALED_BYTES);
  }

  static void putLength(byte[] buffer, int frame, int length) {
    LENGTH.set(buffer, frame, length);
  }

  /// The length a frame claims; negative if it is beyond every array.
  static int length(byte[] buffer, int frame) {
    return (int) LENGTH.get(buffer, frame);
  }

  /// Check that so many numbers are left. The last one, all bits set, is never used, as in Go's `incrNonce`.
  static void requireNumbers(long next, int frames) throws BrokenStreamException {
    if (Long.compareUnsigned(-1L - next, frames) < 0) {
      throw new BrokenStreamException(
          BrokenStreamException.Fault.COUNTER_EXHAUSTED, "all frame numbers have been used");
    }
  }
}
