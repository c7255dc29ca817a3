package dev.cometj.crypto.internal.ed25519;

import org.jspecify.annotations.Nullable;

/// A mutable point of the curve -x^2 + y^2 = 1 + d x^2 y^2 in extended coordinates: x = X/Z, y = Y/Z, T = XY/Z.
///
/// The formulas (RFC 8032, section 5.1.4) are complete: they hold for every pair of points, those of small order
/// included. A sum is first held as four factors E, F, G, H with X = EF, Y = GH, T = EH, Z = FG; the step that follows
/// says whether T is needed, which saves a multiplication before each doubling.
final class EdwardsPoint {

  static final FieldElement D = fraction(-121665, 121666);
  private static final FieldElement D2 = twice(D);
  static final FieldElement ROOT_OF_MINUS_ONE = rootOfMinusOne();

  private final FieldElement x = new FieldElement();
  private final FieldElement y = FieldElement.of(1);
  private final FieldElement z = FieldElement.of(1);
  private final FieldElement t = new FieldElement();

  private final FieldElement e = new FieldElement();
  private final FieldElement f = new FieldElement();
  private final FieldElement g = new FieldElement();
  private final FieldElement h = new FieldElement();

  /// The number of limbs of all coordinates.
  static final int LIMBS = 20;

  /// A new neutral element.
  EdwardsPoint() {}

  /// A point by its coordinates.
  EdwardsPoint(FieldElement x, FieldElement y) {
    this.x.set(x);
    this.y.set(y);
    t.multiply(x, y);
  }

  /// Decodes a point as ZIP-215 does.
  ///
  /// @return the point, or null if no point has this y
  static @Nullable EdwardsPoint decode(byte[] bytes, int offset) {
    PointDecoding decoding = new PointDecoding(bytes, offset);
    FieldElement power = new FieldElement();
    power.powerP58(decoding.base());
    return decoding.point(power);
  }

  /// Sets this to twice this; T is only right afterwards if wanted.
  void doubleUp(boolean withT) {
    e.add(x, y);
    e.square(e);
    f.square(x);
    g.square(y);
    h.add(f, g);
    e.subtract(h, e);
    g.subtract(f, g);
    f.square(z);
    f.add(f, f);
    f.add(f, g);
    multiplyOut(withT);
  }

  /// Adds a point; T must be right before.
  void add(CachedPoint other, boolean negated, boolean withT) {
    FieldElement sum = negated ? other.yMinusX() : other.yPlusX();
    FieldElement difference = negated ? other.yPlusX() : other.yMinusX();
    e.subtract(y, x);
    e.multiply(e, difference); // A
    g.add(y, x);
    g.multiply(g, sum); // B
    h.add(g, e);
    e.subtract(g, e);
    f.multiply(t, other.t2d()); // C
    g.multiply(z, other.z2()); // D
    finishAddition(negated, withT);
  }

  /// Adds a point of which Z is 1, as [PointTable] keeps it; T must be right before.
  void add(long[] affine, int at, boolean negated, boolean withT) {
    int sum = negated ? at + PointTable.Y_MINUS_X : at;
    int difference = negated ? at : at + PointTable.Y_MINUS_X;
    e.subtract(y, x);
    e.multiply(e, affine, difference); // A
    g.add(y, x);
    g.multiply(g, affine, sum); // B
    h.add(g, e);
    e.subtract(g, e);
    f.multiply(t, affine, at + PointTable.T2D); // C
    g.add(z, z); // D
    finishAddition(negated, withT);
  }

  /// From C in f and D in g to F = D - C and G = D + C, the other way round for a negated point.
  private void finishAddition(boolean negated, boolean withT) {
    t.set(f);
    if (negated) {
      f.add(g, t);
      g.subtract(g, t);
    } else {
      f.subtract(g, t);
      g.add(g, t);
    }
    multiplyOut(withT);
  }

  private void multiplyOut(boolean withT) {
    x.multiply(e, f);
    y.multiply(g, h);
    z.multiply(f, g);
    if (withT) {
      t.multiply(e, h);
    }
  }

  void set(EdwardsPoint a) {
    x.set(a.x);
    y.set(a.y);
    z.set(a.z);
    t.set(a.t);
  }

  /// Multiplies this by the cofactor 8 and tells whether that is the neutral element.
  boolean isNeutralTimesCofactor() {
    for (int i = 0; i < 3; i++) {
      doubleUp(false);
    }
    return isNeutral();
  }

  private boolean isNeutral() {
    return x.isZero() && y.sameAs(z);
  }

  /// This point as an addend; T must be right.
  CachedPoint cached() {
    FieldElement yPlusX = new FieldElement();
    yPlusX.add(y, x);
    FieldElement yMinusX = new FieldElement();
    yMinusX.subtract(y, x);
    FieldElement t2d = new FieldElement();
    t2d.multiply(t, D2);
    return new CachedPoint(yPlusX, yMinusX, twice(z), t2d);
  }

  /// Writes this point as an addend with Z = 1, given 1 / Z.
  void writeAffine(FieldElement inverse, long[] affine, int at) {
    e.multiply(x, inverse);
    f.multiply(y, inverse);
    writeAffine(e, f, affine, at);
  }

  /// Writes this point, of which Z is 1, as an addend.
  void writeAffine(long[] affine, int at) {
    writeAffine(x, y, affine, at);
  }

  private void writeAffine(FieldElement xAffine, FieldElement yAffine, long[] affine, int at) {
    g.add(yAffine, xAffine);
    g.write(affine, at);
    g.subtract(yAffine, xAffine);
    g.write(affine, at + PointTable.Y_MINUS_X);
    g.multiply(xAffine, yAffine);
    g.multiply(g, D2);
    g.write(affine, at + PointTable.T2D);
  }

  /// The 32 bytes of this point: y, and in the highest bit the sign of x (RFC 8032, section 5.1.2).
  byte[] encode() {
    e.invert(z);
    f.multiply(x, e);
    g.multiply(y, e);
    byte[] bytes = g.encode();
    bytes[FieldElement.BYTES - 1] |= (byte) (f.lowestBit() << 7);
    return bytes;
  }

  /// The 32 bytes of the u-coordinate that this point has on Curve25519: (1 + y) / (1 - y) (RFC 7748, section 4.1).
  byte[] encodeMontgomery() {
    e.subtract(z, y);
    e.invert(e);
    f.add(z, y);
    f.multiply(f, e);
    return f.encode();
  }

  /// Z, which the caller may read until this point changes.
  FieldElement z() {
    return z;
  }

  /// Reads the twenty limbs that [#write(long[], int)] wrote.
  void read(long[] limbs, int at) {
    x.read(limbs, at);
    y.read(limbs, at + 5);
    z.read(limbs, at + 10);
    t.read(limbs, at + 15);
  }

  /// Writes all four coordinates; T must be right.
  void write(long[] limbs, int at) {
    x.write(limbs, at);
    y.write(limbs, at + 5);
    z.write(limbs, at + 10);
    t.write(limbs, at + 15);
  }

  private static FieldElement twice(FieldElement a) {
    FieldElement sum = new FieldElement();
    sum.add(a, a);
    return sum;
  }

  private static FieldElement fraction(long numerator, long denominator) {
    FieldElement result = new FieldElement();
    result.invert(FieldElement.of(denominator));
    result.multiply(result, FieldElement.of(numerator));
    return result;
  }

  /// 2^((p - 1) / 4), a root because 2 is no square modulo p.
  private static FieldElement rootOfMinusOne() {
    FieldElement two = FieldElement.of(2);
    FieldElement root = new FieldElement();
    root.powerP58(two);
    root.square(root);
    root.multiply(root, two);
    return root;
  }
}
