package dev.cometj.crypto.internal.ed25519;

/// For a scalar k, finds short u and w with u = w k modulo L: 0 <= u < 2^127, 0 < |w| < 2^127.
///
/// Multiplying the verification equation by w makes all its scalars half as long and so halves the doublings. Since L
/// is a prime and w is not a multiple of it, the multiplied equation holds exactly if the original one does, once
/// both are cleared of the cofactor. This is Euclid's algorithm on L and k, stopped half-way, with shifted
/// subtractions in place of divisions: in every row r = t k modulo L holds, the signs of t alternate, and
/// r1 |t2| + r2 |t1| = L, which bounds the t's.
final class ShortMultiples {

  /// Below this many bits the smaller row is short enough.
  static final int BITS = 127;

  // The larger row: four words of r, two of |t|.
  private long a0 = Scalars.L0;
  private long a1 = Scalars.L1;
  private long a2;
  private long a3 = Scalars.L3;
  private long ta0;
  private long ta1;

  // The smaller row.
  private long b0;
  private long b1;
  private long b2;
  private long b3;
  private long tb0 = 1;
  private long tb1;

  private boolean negative;

  /// @param k four words, below L
  ShortMultiples(long[] k) {
    b0 = k[0];
    b1 = k[1];
    b2 = k[2];
    b3 = k[3];
    int bits = bitsOfB();
    while (bits > BITS) {
      int shift = bitsOfA() - bits;
      if (compareShifted(shift) < 0) {
        if (shift == 0) {
          swap();
          bits = bitsOfB();
          continue;
        }
        shift--;
      }
      subtractShifted(shift);
      if (bitsOfA() < bits) {
        swap();
        bits = bitsOfB();
      }
    }
  }

  /// The two words of u.
  long[] u() {
    return new long[] {b0, b1, 0, 0};
  }

  /// The two words of |w|.
  long[] w() {
    return new long[] {tb0, tb1, 0, 0};
  }

  boolean isWNegative() {
    return negative;
  }

  private int bitsOfA() {
    return bits(a0, a1, a2, a3);
  }

  private int bitsOfB() {
    return bits(b0, b1, b2, b3);
  }

  private static int bits(long r0, long r1, long r2, long r3) {
    if (r3 != 0) {
      return 256 - Long.numberOfLeadingZeros(r3);
    }
    if (r2 != 0) {
      return 192 - Long.numberOfLeadingZeros(r2);
    }
    return r1 != 0 ? 128 - Long.numberOfLeadingZeros(r1) : 64 - Long.numberOfLeadingZeros(r0);
  }

  /// Compares the larger row with the smaller one shifted left by 0 to 127 bits.
  private int compareShifted(int shift) {
    boolean byWord = shift >= Long.SIZE;
    long s0 = byWord ? 0 : b0;
    long s1 = byWord ? b0 : b1;
    long s2 = byWord ? b1 : b2;
    long s3 = byWord ? b2 : b3;
    int order = Long.compareUnsigned(a3, shifted(s3, s2, shift));
    if (order == 0) {
      order = Long.compareUnsigned(a2, shifted(s2, s1, shift));
    }
    if (order == 0) {
      order = Long.compareUnsigned(a1, shifted(s1, s0, shift));
    }
    return order == 0 ? Long.compareUnsigned(a0, s0 << shift) : order;
  }

  /// Takes the shifted smaller row from the larger one. The signs of t differ, so their magnitudes add up.
  private void subtractShifted(int shift) {
    boolean byWord = shift >= Long.SIZE;
    long low = byWord ? 0 : b0;
    long middle = byWord ? b0 : b1;
    long high = byWord ? b1 : b2;
    long s0 = low << shift;
    long s1 = shifted(middle, low, shift);
    long s2 = shifted(high, middle, shift);
    long s3 = shifted(byWord ? b2 : b3, high, shift);
    long borrow = Long.compareUnsigned(a0, s0) < 0 ? 1 : 0;
    a0 -= s0;
    long difference = a1 - s1;
    long nextBorrow = Long.compareUnsigned(a1, s1) < 0 || (difference == 0 && borrow == 1) ? 1 : 0;
    a1 = difference - borrow;
    borrow = nextBorrow;
    difference = a2 - s2;
    nextBorrow = Long.compareUnsigned(a2, s2) < 0 || (difference == 0 && borrow == 1) ? 1 : 0;
    a2 = difference - borrow;
    a3 = a3 - s3 - nextBorrow;
    long tLow = byWord ? 0 : tb0;
    long t0 = tLow << shift;
    ta0 += t0;
    ta1 += shifted(byWord ? tb0 : tb1, tLow, shift) + (Long.compareUnsigned(ta0, t0) < 0 ? 1 : 0);
  }

  /// The upper word of two words shifted left by the lowest six bits of the shift.
  private static long shifted(long high, long low, int shift) {
    return high << shift | low >>> 1 >>> ~shift;
  }

  private void swap() {
    long r0 = a0;
    long r1 = a1;
    long r2 = a2;
    long r3 = a3;
    long t0 = ta0;
    long t1 = ta1;
    a0 = b0;
    a1 = b1;
    a2 = b2;
    a3 = b3;
    ta0 = tb0;
    ta1 = tb1;
    b0 = r0;
    b1 = r1;
    b2 = r2;
    b3 = r3;
    tb0 = t0;
    tb1 = t1;
    negative = !negative;
  }
}
