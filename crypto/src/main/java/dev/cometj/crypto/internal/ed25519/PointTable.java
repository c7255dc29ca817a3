package dev.cometj.crypto.internal.ed25519;

/// Odd multiples of the points P, 2^32 P, 2^64 P, ... 2^224 P, all with Z = 1, in one array. Not changed after it was
/// made.
///
/// With it a multiple of P by a number of 256 bits is a sum that takes only 31 doublings. Each entry is three field
/// elements, y + x, y - x and 2dxy, as an addition needs them.
final class PointTable {

  /// The number of points P, 2^32 P, ...
  static final int ROWS = 8;

  /// The number of bits between two of them.
  static final int ROW_BITS = 32;

  /// The number of limbs of an entry.
  static final int ENTRY_LIMBS = 15;

  /// Where the entry's second element begins.
  static final int Y_MINUS_X = 5;

  /// Where the entry's third element begins.
  static final int T2D = 10;

  private final int width;
  private final long[] limbs;

  /// @param point P, whose T must be right
  /// @param width one more than the number of bits of the greatest multiple
  PointTable(EdwardsPoint point, int width) {
    this.width = width;
    int perRow = 1 << (width - 2);
    EdwardsPoint[] points = new EdwardsPoint[ROWS * perRow];
    EdwardsPoint first = new EdwardsPoint();
    first.set(point);
    for (int row = 0; row < ROWS; row++) {
      EdwardsPoint multiple = new EdwardsPoint();
      multiple.set(first);
      first.doubleUp(true);
      CachedPoint step = first.cached();
      for (int i = 0; i < perRow; i++) {
        points[row * perRow + i] = multiple;
        EdwardsPoint next = new EdwardsPoint();
        next.set(multiple);
        next.add(step, false, true);
        multiple = next;
      }
      for (int bit = 1; bit < ROW_BITS; bit++) {
        first.doubleUp(bit == ROW_BITS - 1);
      }
    }
    this.limbs = affine(points);
  }

  /// Divides by all Z at the price of one inversion: of their product, from which the others are taken away.
  static long[] affine(EdwardsPoint[] points) {
    FieldElement[] products = new FieldElement[points.length];
    FieldElement product = FieldElement.of(1);
    for (int i = 0; i < points.length; i++) {
      products[i] = new FieldElement();
      products[i].set(product);
      product.multiply(product, points[i].z());
    }
    FieldElement inverse = new FieldElement();
    inverse.invert(product);
    FieldElement inverseOfOne = new FieldElement();
    long[] limbs = new long[points.length * ENTRY_LIMBS];
    for (int i = points.length - 1; i >= 0; i--) {
      inverseOfOne.multiply(inverse, products[i]);
      inverse.multiply(inverse, points[i].z());
      points[i].writeAffine(inverseOfOne, limbs, i * ENTRY_LIMBS);
    }
    return limbs;
  }

  /// The width of the digits that the table serves: odd and below 2^(width - 1) in magnitude.
  int width() {
    return width;
  }

  /// All entries, only to be read.
  long[] limbs() {
    return limbs;
  }

  /// Where the entry of 2^(32 row) P by an odd number begins.
  int at(int row, int odd) {
    return ((row << (width - 2)) + (odd >> 1)) * ENTRY_LIMBS;
  }

  /// Adds 2^(32 row) P by an odd digit, or its negative, to a sum.
  void addTo(EdwardsPoint sum, int row, int digit, boolean negated, boolean withT) {
    sum.add(limbs, at(row, Math.abs(digit)), digit < 0 != negated, withT);
  }
}
