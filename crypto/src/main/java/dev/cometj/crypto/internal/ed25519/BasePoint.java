package dev.cometj.crypto.internal.ed25519;

import java.util.HexFormat;

/// The multiples of the base point B, made once when the first signature is checked.
final class BasePoint {

  /// The width of the digits that the table serves.
  static final int DIGIT_WIDTH = 8;

  /// The multiples, about 60 KiB.
  static final PointTable TABLE = new PointTable(decode(), DIGIT_WIDTH);

  private BasePoint() {}

  /// B itself, anew.
  static EdwardsPoint decode() {
    String encoding = "5866666666666666666666666666666666666666666666666666666666666666";
    EdwardsPoint base = EdwardsPoint.decode(HexFormat.of().parseHex(encoding), 0);
    if (base == null) {
      throw new IllegalStateException("the base point is on the curve");
    }
    return base;
  }
}
