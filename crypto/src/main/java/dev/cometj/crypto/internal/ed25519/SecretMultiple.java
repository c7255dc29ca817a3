package dev.cometj.crypto.internal.ed25519;

/// A multiple of the base point B by a secret number.
///
/// The number is taken in base 16 with digits from -8 to 8. The table holds B to 8 B times 256^i for every i below 32:
/// digits at odd places are summed up first, the sum is multiplied by 16, and the digits at even places follow. Every
/// digit reads all eight entries of its row and does the same additions, so that neither time nor addresses depend on
/// the number.
final class SecretMultiple {
  private static final int DIGITS = 64;
  private static final int ROWS = 32;
  private static final int PER_ROW = 8;
  private static final int ENTRY = PointTable.ENTRY_LIMBS;

  /// The multiples, 30 KiB, made when the first secret is used.
  private static final long[] TABLE = table();

  private final byte[] digits = new byte[DIGITS];
  private final long[] addend = new long[ENTRY];
  private final EdwardsPoint sum = new EdwardsPoint();

  private SecretMultiple(long[] number) {
    split(number);
  }

  /// Multiplies the base point.
  ///
  /// @param number four words of a number below 2^255, the lowest first
  /// @return the product, whose T is not right
  static EdwardsPoint of(long[] number) {
    SecretMultiple multiple = new SecretMultiple(number);
    multiple.addDigits(1);
    for (int i = 1; i <= 4; i++) {
      multiple.sum.doubleUp(i == 4);
    }
    multiple.addDigits(0);
    return multiple.sum;
  }

  private static long[] table() {
    EdwardsPoint[] points = new EdwardsPoint[ROWS * PER_ROW];
    EdwardsPoint first = BasePoint.decode();
    for (int row = 0; row < ROWS; row++) {
      CachedPoint step = first.cached();
      EdwardsPoint multiple = new EdwardsPoint();
      for (int i = 0; i < PER_ROW; i++) {
        multiple.add(step, false, true);
        points[row * PER_ROW + i] = new EdwardsPoint();
        points[row * PER_ROW + i].set(multiple);
      }
      for (int bit = 1; bit <= 8; bit++) {
        first.doubleUp(bit == 8);
      }
    }
    return PointTable.affine(points);
  }

  /// Digits from 8 on become negative, and the next is one more; the last has no next, and is at most 8.
  private void split(long[] number) {
    int carry = 0;
    for (int i = 0; i < DIGITS - 1; i++) {
      int digit = (int) ((number[i >> 4] >>> ((i & 15) << 2)) & 15) + carry;
      carry = (digit + 8) >> 4;
      digits[i] = (byte) (digit - (carry << 4));
    }
    digits[DIGITS - 1] = (byte) ((int) (number[3] >>> 60) + carry);
  }

  private void addDigits(int parity) {
    for (int i = parity; i < DIGITS; i += 2) {
      select(i >> 1, digits[i]);
      sum.add(addend, 0, false, true);
    }
  }

  /// Takes the entry of a digit, which is the neutral element for 0.
  private void select(int row, int digit) {
    int sign = digit >> 31;
    int size = (digit ^ sign) - sign;
    long m1 = ifSame(size, 1);
    long m2 = ifSame(size, 2);
    long m3 = ifSame(size, 3);
    long m4 = ifSame(size, 4);
    long m5 = ifSame(size, 5);
    long m6 = ifSame(size, 6);
    long m7 = ifSame(size, 7);
    long m8 = ifSame(size, 8);
    int at = row * PER_ROW * ENTRY;
    for (int i = 0; i < ENTRY; i++, at++) {
      addend[i] =
          (TABLE[at] & m1)
              | (TABLE[at + ENTRY] & m2)
              | (TABLE[at + 2 * ENTRY] & m3)
              | (TABLE[at + 3 * ENTRY] & m4)
              | (TABLE[at + 4 * ENTRY] & m5)
              | (TABLE[at + 5 * ENTRY] & m6)
              | (TABLE[at + 6 * ENTRY] & m7)
              | (TABLE[at + 7 * ENTRY] & m8);
    }
    long one = ifSame(size, 0) & 1;
    addend[0] |= one;
    addend[PointTable.Y_MINUS_X] |= one;
    negate(sign);
  }

  /// Exchanges y + x with y - x and changes the sign of 2dxy where the mask says so.
  private void negate(long mask) {
    for (int i = 0; i < PointTable.Y_MINUS_X; i++) {
      long difference = (addend[i] ^ addend[i + PointTable.Y_MINUS_X]) & mask;
      addend[i] ^= difference;
      addend[i + PointTable.Y_MINUS_X] ^= difference;
      addend[i + PointTable.T2D] = (addend[i + PointTable.T2D] ^ mask) - mask;
    }
  }

  /// All ones if the two small numbers are the same, otherwise zero.
  private static long ifSame(int a, int b) {
    return ((long) (a ^ b) - 1) >> 63;
  }
}
