package dev.cometj.crypto.internal.frame;

import static dev.cometj.crypto.FrameFormat.PLAIN_BYTES;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Poly1305 (RFC 8439) over the cipher text of one frame, without associated data.
///
/// It is here because the JDK's is quick only on processors with AVX-512; elsewhere it takes two thirds of the time of a
/// frame. Numbers have five limbs of 26 bits, so that sums of products fit into a `long`. Nothing depends on a secret but
/// the values.
final class FramePoly {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int BLOCK_BYTES = 16;
  private static final int WHOLE_BYTES = PLAIN_BYTES / BLOCK_BYTES * BLOCK_BYTES;
  private static final long LIMB = (1L << 26) - 1;
  private static final long LOW_32 = 0xffff_ffffL;
  private static final long CLAMP_LOW = 0x0ffffffc_0fffffffL;
  private static final long CLAMP_HIGH = 0x0ffffffc_0ffffffcL;

  /// What is behind the whole blocks: the last four bytes of the text with zeros, and a block of the two lengths.
  private final byte[] end = new byte[2 * BLOCK_BYTES];

  private final PolyTag tag = new PolyTag();

  // The factor, and the number so far.
  private long r0;
  private long r1;
  private long r2;
  private long r3;
  private long r4;
  private long h0;
  private long h1;
  private long h2;
  private long h3;
  private long h4;

  /// Computes the tag of a frame.
  ///
  /// @param key the first 32 bytes of the frame's key stream
  /// @param buffer the array of the frame
  /// @param at where its cipher text begins
  /// @return the tag, in an object that the following call reuses
  PolyTag compute(byte[] key, byte[] buffer, int at) {
    begin((long) LONG.get(key, 0) & CLAMP_LOW, (long) LONG.get(key, Long.BYTES) & CLAMP_HIGH);
    absorb(buffer, at, at + WHOLE_BYTES);
    LONG.set(end, 0, (int) INT.get(buffer, at + WHOLE_BYTES) & LOW_32);
    LONG.set(end, 3 * Long.BYTES, (long) PLAIN_BYTES);
    absorb(end, 0, end.length);
    tag.complete(
        h0,
        h1,
        h2,
        h3,
        h4,
        (long) LONG.get(key, 2 * Long.BYTES),
        (long) LONG.get(key, 3 * Long.BYTES));
    return tag;
  }

  private void begin(long factorLow, long factorHigh) {
    r0 = factorLow & LIMB;
    r1 = (factorLow >>> 26) & LIMB;
    r2 = ((factorLow >>> 52) | (factorHigh << 12)) & LIMB;
    r3 = (factorHigh >>> 14) & LIMB;
    r4 = factorHigh >>> 40;
    h0 = 0;
    h1 = 0;
    h2 = 0;
    h3 = 0;
    h4 = 0;
  }

  private void absorb(byte[] text, int from, int to) {
    long a0 = h0;
    long a1 = h1;
    long a2 = h2;
    long a3 = h3;
    long a4 = h4;
    long s1 = 5 * r1;
    long s2 = 5 * r2;
    long s3 = 5 * r3;
    long s4 = 5 * r4;
    for (int at = from; at < to; at += BLOCK_BYTES) {
      long lower = (long) LONG.get(text, at);
      long upper = (long) LONG.get(text, at + Long.BYTES);
      a0 += lower & LIMB;
      a1 += (lower >>> 26) & LIMB;
      a2 += ((lower >>> 52) | (upper << 12)) & LIMB;
      a3 += (upper >>> 14) & LIMB;
      a4 += (upper >>> 40) | (1L << 24);
      long d0 = a0 * r0 + a1 * s4 + a2 * s3 + a3 * s2 + a4 * s1;
      long d1 = a0 * r1 + a1 * r0 + a2 * s4 + a3 * s3 + a4 * s2;
      long d2 = a0 * r2 + a1 * r1 + a2 * r0 + a3 * s4 + a4 * s3;
      long d3 = a0 * r3 + a1 * r2 + a2 * r1 + a3 * r0 + a4 * s4;
      long d4 = a0 * r4 + a1 * r3 + a2 * r2 + a3 * r1 + a4 * r0;
      d1 += d0 >>> 26;
      d4 += d3 >>> 26;
      d2 += d1 >>> 26;
      a0 = (d0 & LIMB) + 5 * (d4 >>> 26);
      a3 = (d3 & LIMB) + (d2 >>> 26);
      a1 = (d1 & LIMB) + (a0 >>> 26);
      a4 = (d4 & LIMB) + (a3 >>> 26);
      a2 = d2 & LIMB;
      a0 &= LIMB;
      a3 &= LIMB;
    }
    h0 = a0;
    h1 = a1;
    h2 = a2;
    h3 = a3;
    h4 = a4;
  }
}
