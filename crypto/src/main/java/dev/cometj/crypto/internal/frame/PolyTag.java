package dev.cometj.crypto.internal.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The last step of Poly1305 (RFC 8439), and the tag that comes of it. No branch depends on a secret.
public final class PolyTag {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LIMB = (1L << 26) - 1;

  private long low;
  private long high;

  /// Makes a tag of zeros.
  public PolyTag() {}

  /// Reduces the number that the text gave and adds the second half of the key.
  ///
  /// @param limb0 the lowest 26 bits and a little more
  /// @param limb1 the next
  /// @param limb2 the next
  /// @param limb3 the next
  /// @param limb4 the highest
  /// @param keyLow the third 64-bit word of the key
  /// @param keyHigh the fourth
  public void complete(
      long limb0, long limb1, long limb2, long limb3, long limb4, long keyLow, long keyHigh) {
    long h1 = limb1;
    long h2 = limb2 + (h1 >>> 26);
    h1 &= LIMB;
    long h3 = limb3 + (h2 >>> 26);
    h2 &= LIMB;
    long h4 = limb4 + (h3 >>> 26);
    h3 &= LIMB;
    long h0 = limb0 + 5 * (h4 >>> 26);
    h4 &= LIMB;
    h1 += h0 >>> 26;
    h0 &= LIMB;
    // The same number less 2^130 - 5, which counts if it is not negative.
    long g0 = h0 + 5;
    long g1 = h1 + (g0 >>> 26);
    long g2 = h2 + (g1 >>> 26);
    long g3 = h3 + (g2 >>> 26);
    long g4 = h4 + (g3 >>> 26) - (1L << 26);
    long keep = g4 >> 63;
    h0 = select(keep, h0, g0 & LIMB);
    h1 = select(keep, h1, g1 & LIMB);
    h2 = select(keep, h2, g2 & LIMB);
    h3 = select(keep, h3, g3 & LIMB);
    h4 = select(keep, h4, g4);
    long lower = h0 | (h1 << 26) | (h2 << 52);
    long upper = (h2 >>> 12) | (h3 << 14) | (h4 << 40);
    low = lower + keyLow;
    long carry = ((lower & ~low) | ((lower | ~low) & keyLow)) >>> 63;
    high = upper + keyHigh + carry;
  }

  private static long select(long mask, long ifSet, long otherwise) {
    return (ifSet & mask) | (otherwise & ~mask);
  }

  /// Writes the tag.
  ///
  /// @param buffer where to
  /// @param at the index of its first byte
  public void write(byte[] buffer, int at) {
    LONG.set(buffer, at, low);
    LONG.set(buffer, at + Long.BYTES, high);
  }

  /// Compares the tag, in constant time.
  ///
  /// @param buffer where one is
  /// @param at the index of its first byte
  /// @return true if they are the same
  public boolean matches(byte[] buffer, int at) {
    long difference =
        (low ^ (long) LONG.get(buffer, at)) | (high ^ (long) LONG.get(buffer, at + Long.BYTES));
    return difference == 0;
  }
}
