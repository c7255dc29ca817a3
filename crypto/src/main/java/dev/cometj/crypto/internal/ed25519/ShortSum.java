package dev.cometj.crypto.internal.ed25519;

/// Checks a claim whose key is not expanded.
///
/// The equation is first multiplied by a short w for which w k is short as well (see [ShortMultiples]); then all
/// four multiples are summed up along one chain of doublings.
final class ShortSum {

  private static final int R_DIGIT_WIDTH = 4;
  private static final int DIGITS = 256;
  private static final int STEPS = 128;
  private static final int UPPER_ROW = STEPS / PointTable.ROW_BITS;

  private ShortSum() {}

  /// Tells whether 8 (c B - |w| R - sign(w) u A) is neutral.
  static boolean isNeutral(Claim claim) {
    ShortMultiples multiples = new ShortMultiples(claim.k());
    long[] c = Scalars.multiply(multiples.w(), claim.s());
    byte[] baseDigits = Scalars.signedDigits(c, BasePoint.DIGIT_WIDTH, DIGITS);
    byte[] keyDigits = Scalars.signedDigits(multiples.u(), PreparedKey.DIGIT_WIDTH, DIGITS);
    byte[] rDigits = Scalars.signedDigits(multiples.w(), R_DIGIT_WIDTH, DIGITS);
    PreparedKey key = claim.key();
    CachedPoint[] rMultiples = CachedPoint.oddMultiples(claim.r(), 1 << (R_DIGIT_WIDTH - 2));
    boolean keyAdds = multiples.isWNegative();
    EdwardsPoint sum = new EdwardsPoint();
    for (int i = STEPS - 1; i >= 0; i--) {
      int lower = baseDigits[i];
      int upper = baseDigits[i + STEPS];
      int ofKey = keyDigits[i];
      int ofR = rDigits[i];
      int left = count(lower) + count(upper) + count(ofKey) + count(ofR);
      sum.doubleUp(left > 0);
      if (lower != 0) {
        BasePoint.TABLE.addTo(sum, 0, lower, false, --left > 0);
      }
      if (upper != 0) {
        BasePoint.TABLE.addTo(sum, UPPER_ROW, upper, false, --left > 0);
      }
      if (ofKey != 0) {
        sum.add(key.multiple(Math.abs(ofKey)), ofKey < 0 == keyAdds, --left > 0);
      }
      if (ofR != 0) {
        sum.add(rMultiples[Math.abs(ofR) >> 1], ofR > 0, --left > 0);
      }
    }
    return sum.isNeutralTimesCofactor();
  }

  private static int count(int digit) {
    return digit == 0 ? 0 : 1;
  }
}
