package dev.cometj.crypto.internal.ed25519;

import java.util.HexFormat;

/// Odd multiples of the base point B and of 2^128 B, made once when the first signature is checked.
final class BasePoint {

  /// The width of the digits that the tables serve: odd and below 2^7 in magnitude.
  static final int DIGIT_WIDTH = 8;

  /// The number of bits between the two tables.
  static final int UPPER_SHIFT = 128;

  private static final String ENCODING =
      "5866666666666666666666666666666666666666666666666666666666666666";

  private static final AffinePoint[] LOWER;
  private static final AffinePoint[] UPPER;

  static {
    EdwardsPoint base = decode();
    LOWER = oddMultiples(base);
    for (int i = 0; i < UPPER_SHIFT; i++) {
      base.doubleUp(true);
    }
    UPPER = oddMultiples(base);
  }

  private BasePoint() {}

  /// A multiple of B by an odd number.
  static AffinePoint lower(int odd) {
    return LOWER[odd >> 1];
  }

  /// A multiple of 2^128 B by an odd number.
  static AffinePoint upper(int odd) {
    return UPPER[odd >> 1];
  }

  private static EdwardsPoint decode() {
    EdwardsPoint base = EdwardsPoint.decode(HexFormat.of().parseHex(ENCODING), 0);
    if (base == null) {
      throw new IllegalStateException("the base point is on the curve");
    }
    return base;
  }

  private static AffinePoint[] oddMultiples(EdwardsPoint point) {
    AffinePoint[] multiples = new AffinePoint[1 << (DIGIT_WIDTH - 2)];
    EdwardsPoint doubled = new EdwardsPoint();
    doubled.set(point);
    doubled.doubleUp(true);
    CachedPoint step = doubled.cached();
    EdwardsPoint multiple = new EdwardsPoint();
    multiple.set(point);
    multiples[0] = multiple.affine();
    for (int i = 1; i < multiples.length; i++) {
      multiple.add(step, false, true);
      multiples[i] = multiple.affine();
    }
    return multiples;
  }
}
