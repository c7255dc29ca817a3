package dev.cometj.crypto.internal.ed25519;

/// Checks a claim whose key is expanded: with the tables of B and A, the chain of doublings has 31 links.
final class TableSum {

  private static final int DIGITS = PointTable.ROWS * PointTable.ROW_BITS;

  private TableSum() {}

  /// Tells whether 8 (s B - k A - R) is neutral.
  static boolean isNeutral(Claim claim, PointTable keyTable) {
    byte[] baseDigits = Scalars.signedDigits(claim.s(), BasePoint.DIGIT_WIDTH, DIGITS);
    byte[] keyDigits = Scalars.signedDigits(claim.k(), keyTable.width(), DIGITS);
    EdwardsPoint sum = new EdwardsPoint();
    for (int i = PointTable.ROW_BITS - 1; i >= 0; i--) {
      if (i < PointTable.ROW_BITS - 1) {
        sum.doubleUp(true);
      }
      for (int row = 0; row < PointTable.ROWS; row++) {
        int ofBase = baseDigits[row * PointTable.ROW_BITS + i];
        if (ofBase != 0) {
          BasePoint.TABLE.addTo(sum, row, ofBase, false, true);
        }
        int ofKey = keyDigits[row * PointTable.ROW_BITS + i];
        if (ofKey != 0) {
          keyTable.addTo(sum, row, ofKey, true, true);
        }
      }
    }
    sum.add(claim.r().cached(), true, false);
    return sum.isNeutralTimesCofactor();
  }
}
