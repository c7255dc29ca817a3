package dev.cometj.crypto.internal.ed25519;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A mutable number modulo p = 2^255 - 19, as five signed limbs of 51 bits: l0 + l1 * 2^51 + ... + l4 * 2^204.
///
/// Products have limbs a little above 2^51 in magnitude. Additions and subtractions do not carry; a factor may have
/// limbs up to 2^53, so at most four products may be summed up before the next multiplication. Being signed, the
/// limbs need no multiple of p added before a subtraction.
///
/// A product of limbs is cut at bit 51 without a mask: with h = multiplyHigh(a * 2^9, b * 2^4) = floor(ab / 2^51), the
/// lower part is ab - h * 2^51, and both parts are summed up apart, modulo 2^64, where the true sums fit.
final class FieldElement {

  static final int BYTES = 32;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LIMB_BITS = 51;
  private static final long MASK = (1L << LIMB_BITS) - 1;
  private static final int LEFT = 9;
  private static final int RIGHT = 4;

  private long l0;
  private long l1;
  private long l2;
  private long l3;
  private long l4;

  /// A new zero.
  FieldElement() {}

  static FieldElement of(long value) {
    FieldElement element = new FieldElement();
    element.l0 = value;
    return element;
  }

  /// Reads 255 bits, little-endian; the highest bit of the last byte is ignored, and values from p on are accepted.
  static FieldElement decode(byte[] bytes, int offset) {
    long w0 = (long) LONGS.get(bytes, offset);
    long w1 = (long) LONGS.get(bytes, offset + 8);
    long w2 = (long) LONGS.get(bytes, offset + 16);
    long w3 = (long) LONGS.get(bytes, offset + 24);
    FieldElement element = new FieldElement();
    element.l0 = w0 & MASK;
    element.l1 = (w0 >>> 51 | w1 << 13) & MASK;
    element.l2 = (w1 >>> 38 | w2 << 26) & MASK;
    element.l3 = (w2 >>> 25 | w3 << 39) & MASK;
    element.l4 = (w3 >>> 12) & MASK;
    return element;
  }

  /// The one encoding below p.
  byte[] encode() {
    FieldElement r = new FieldElement();
    r.reduce(this);
    byte[] bytes = new byte[BYTES];
    LONGS.set(bytes, 0, r.l0 | r.l1 << 51);
    LONGS.set(bytes, 8, r.l1 >>> 13 | r.l2 << 38);
    LONGS.set(bytes, 16, r.l2 >>> 26 | r.l3 << 25);
    LONGS.set(bytes, 24, r.l3 >>> 39 | r.l4 << 12);
    return bytes;
  }

  /// Reads four words, the lowest first: a number below 2^256, which may be p or more.
  void readWords(long[] words, int at) {
    long w0 = words[at];
    long w1 = words[at + 1];
    long w2 = words[at + 2];
    long w3 = words[at + 3];
    l0 = w0 & MASK;
    l1 = (w0 >>> 51 | w1 << 13) & MASK;
    l2 = (w1 >>> 38 | w2 << 26) & MASK;
    l3 = (w2 >>> 25 | w3 << 39) & MASK;
    l4 = w3 >>> 12;
  }

  /// Writes the one value below p as four words.
  void writeWords(long[] words, int at) {
    FieldElement r = new FieldElement();
    r.reduce(this);
    words[at] = r.l0 | r.l1 << 51;
    words[at + 1] = r.l1 >>> 13 | r.l2 << 38;
    words[at + 2] = r.l2 >>> 26 | r.l3 << 25;
    words[at + 3] = r.l3 >>> 39 | r.l4 << 12;
  }

  void set(FieldElement a) {
    l0 = a.l0;
    l1 = a.l1;
    l2 = a.l2;
    l3 = a.l3;
    l4 = a.l4;
  }

  /// Exchanges two elements if the condition is 1 and leaves them if it is 0, in the same time.
  static void swap(FieldElement a, FieldElement b, int condition) {
    long mask = -(long) condition;
    long m0 = (a.l0 ^ b.l0) & mask;
    long m1 = (a.l1 ^ b.l1) & mask;
    long m2 = (a.l2 ^ b.l2) & mask;
    long m3 = (a.l3 ^ b.l3) & mask;
    long m4 = (a.l4 ^ b.l4) & mask;
    a.l0 ^= m0;
    a.l1 ^= m1;
    a.l2 ^= m2;
    a.l3 ^= m3;
    a.l4 ^= m4;
    b.l0 ^= m0;
    b.l1 ^= m1;
    b.l2 ^= m2;
    b.l3 ^= m3;
    b.l4 ^= m4;
  }

  void add(FieldElement a, FieldElement b) {
    l0 = a.l0 + b.l0;
    l1 = a.l1 + b.l1;
    l2 = a.l2 + b.l2;
    l3 = a.l3 + b.l3;
    l4 = a.l4 + b.l4;
  }

  void subtract(FieldElement a, FieldElement b) {
    l0 = a.l0 - b.l0;
    l1 = a.l1 - b.l1;
    l2 = a.l2 - b.l2;
    l3 = a.l3 - b.l3;
    l4 = a.l4 - b.l4;
  }

  void negate(FieldElement a) {
    l0 = -a.l0;
    l1 = -a.l1;
    l2 = -a.l2;
    l3 = -a.l3;
    l4 = -a.l4;
  }

  /// Reads the five limbs that [#write(long[], int)] wrote.
  void read(long[] limbs, int at) {
    l0 = limbs[at];
    l1 = limbs[at + 1];
    l2 = limbs[at + 2];
    l3 = limbs[at + 3];
    l4 = limbs[at + 4];
  }

  /// Writes the five limbs to an array.
  void write(long[] limbs, int at) {
    limbs[at] = l0;
    limbs[at + 1] = l1;
    limbs[at + 2] = l2;
    limbs[at + 3] = l3;
    limbs[at + 4] = l4;
  }

  void multiply(FieldElement a, FieldElement b) {
    multiply(a, b.l0, b.l1, b.l2, b.l3, b.l4);
  }

  /// Multiplies by a small number, below 2^32.
  void multiply(FieldElement a, long b) {
    long h0 = high(a.l0, b);
    long h1 = high(a.l1, b);
    long h2 = high(a.l2, b);
    long h3 = high(a.l3, b);
    long h4 = high(a.l4, b);
    carry(
        a.l0 * b - (h0 << LIMB_BITS) + 19 * h4,
        a.l1 * b - (h1 << LIMB_BITS) + h0,
        a.l2 * b - (h2 << LIMB_BITS) + h1,
        a.l3 * b - (h3 << LIMB_BITS) + h2,
        a.l4 * b - (h4 << LIMB_BITS) + h3);
  }

  /// Multiplies by an element that [#write(long[], int)] wrote.
  void multiply(FieldElement a, long[] b, int at) {
    multiply(a, b[at], b[at + 1], b[at + 2], b[at + 3], b[at + 4]);
  }

  private void multiply(FieldElement a, long b0, long b1, long b2, long b3, long b4) {
    long a0 = a.l0;
    long a1 = a.l1;
    long a2 = a.l2;
    long a3 = a.l3;
    long a4 = a.l4;
    long w1 = 19 * b1;
    long w2 = 19 * b2;
    long w3 = 19 * b3;
    long w4 = 19 * b4;
    long h0 = high(a0, b0) + high(a1, w4) + high(a2, w3) + high(a3, w2) + high(a4, w1);
    long h1 = high(a0, b1) + high(a1, b0) + high(a2, w4) + high(a3, w3) + high(a4, w2);
    long h2 = high(a0, b2) + high(a1, b1) + high(a2, b0) + high(a3, w4) + high(a4, w3);
    long h3 = high(a0, b3) + high(a1, b2) + high(a2, b1) + high(a3, b0) + high(a4, w4);
    long h4 = high(a0, b4) + high(a1, b3) + high(a2, b2) + high(a3, b1) + high(a4, b0);
    long p0 = a0 * b0 + a1 * w4 + a2 * w3 + a3 * w2 + a4 * w1;
    long p1 = a0 * b1 + a1 * b0 + a2 * w4 + a3 * w3 + a4 * w2;
    long p2 = a0 * b2 + a1 * b1 + a2 * b0 + a3 * w4 + a4 * w3;
    long p3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + a4 * w4;
    long p4 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0;
    carry(
        p0 - (h0 << LIMB_BITS) + 19 * h4,
        p1 - (h1 << LIMB_BITS) + h0,
        p2 - (h2 << LIMB_BITS) + h1,
        p3 - (h3 << LIMB_BITS) + h2,
        p4 - (h4 << LIMB_BITS) + h3);
  }

  void square(FieldElement a) {
    long a0 = a.l0;
    long a1 = a.l1;
    long a2 = a.l2;
    long a3 = a.l3;
    long a4 = a.l4;
    long d0 = 2 * a0;
    long d1 = 2 * a1;
    long d2 = 2 * a2;
    long d3 = 2 * a3;
    long w3 = 19 * a3;
    long w4 = 19 * a4;
    long h0 = high(a0, a0) + high(d1, w4) + high(d2, w3);
    long h1 = high(d0, a1) + high(d2, w4) + high(a3, w3);
    long h2 = high(d0, a2) + high(a1, a1) + high(d3, w4);
    long h3 = high(d0, a3) + high(d1, a2) + high(a4, w4);
    long h4 = high(d0, a4) + high(d1, a3) + high(a2, a2);
    long p0 = a0 * a0 + d1 * w4 + d2 * w3;
    long p1 = d0 * a1 + d2 * w4 + a3 * w3;
    long p2 = d0 * a2 + a1 * a1 + d3 * w4;
    long p3 = d0 * a3 + d1 * a2 + a4 * w4;
    long p4 = d0 * a4 + d1 * a3 + a2 * a2;
    carry(
        p0 - (h0 << LIMB_BITS) + 19 * h4,
        p1 - (h1 << LIMB_BITS) + h0,
        p2 - (h2 << LIMB_BITS) + h1,
        p3 - (h3 << LIMB_BITS) + h2,
        p4 - (h4 << LIMB_BITS) + h3);
  }

  void square(FieldElement a, int times) {
    square(a);
    for (int i = 1; i < times; i++) {
      square(this);
    }
  }

  /// Sets this to a^((p - 5) / 8), which is a^(2^252 - 3): the power behind square roots of fractions.
  void powerP58(FieldElement a) {
    FieldElement power = power2To250Minus1(a, new FieldElement());
    power.square(power, 2);
    multiply(power, a);
  }

  /// Sets this to 1 / a, or to 0 for 0.
  void invert(FieldElement a) {
    FieldElement a11 = new FieldElement();
    FieldElement power = power2To250Minus1(a, a11);
    power.square(power, 5);
    multiply(power, a11);
  }

  /// Computes a^(2^250 - 1), doubling the run of ones in the exponent where it can, and a^11 on the way.
  private static FieldElement power2To250Minus1(FieldElement a, FieldElement a11) {
    FieldElement square = new FieldElement();
    square.square(a);
    FieldElement a9 = new FieldElement();
    a9.square(square, 2);
    a9.multiply(a9, a);
    a11.multiply(a9, square);
    FieldElement ones5 = new FieldElement();
    ones5.square(a11);
    ones5.multiply(ones5, a9);
    FieldElement ones10 = append(ones5, ones5, 5);
    FieldElement ones20 = append(ones10, ones10, 10);
    FieldElement ones40 = append(ones20, ones20, 20);
    FieldElement ones50 = append(ones40, ones10, 10);
    FieldElement ones100 = append(ones50, ones50, 50);
    FieldElement ones200 = append(ones100, ones100, 100);
    return append(ones200, ones50, 50);
  }

  /// Appends the exponent of a power, of so many bits, to the exponent of another.
  private static FieldElement append(FieldElement high, FieldElement low, int bits) {
    FieldElement result = new FieldElement();
    result.square(high, bits);
    result.multiply(result, low);
    return result;
  }

  boolean isZero() {
    FieldElement r = new FieldElement();
    r.reduce(this);
    return (r.l0 | r.l1 | r.l2 | r.l3 | r.l4) == 0;
  }

  /// The lowest bit of the one encoding below p, which RFC 8032 calls the sign.
  int lowestBit() {
    FieldElement r = new FieldElement();
    r.reduce(this);
    return (int) r.l0 & 1;
  }

  boolean sameAs(FieldElement other) {
    FieldElement difference = new FieldElement();
    difference.subtract(this, other);
    return difference.isZero();
  }

  private static long high(long a, long b) {
    return Math.multiplyHigh(a << LEFT, b << RIGHT);
  }

  private void carry(long c0, long c1, long c2, long c3, long c4) {
    l0 = (c0 & MASK) + 19 * (c4 >> LIMB_BITS);
    l1 = (c1 & MASK) + (c0 >> LIMB_BITS);
    l2 = (c2 & MASK) + (c1 >> LIMB_BITS);
    l3 = (c3 & MASK) + (c2 >> LIMB_BITS);
    l4 = (c4 & MASK) + (c3 >> LIMB_BITS);
  }

  /// Sets this to the one value of a in 0 to p - 1.
  private void reduce(FieldElement a) {
    set(a);
    long top = carryInOrder(0);
    top = carryInOrder(19 * top);
    carryInOrder(19 * top);
    // The value is now in 0 to 2^255 - 1; it is p or more if adding 19 overflows 255 bits.
    long overflow = (l0 + 19) >> LIMB_BITS;
    overflow = (l1 + overflow) >> LIMB_BITS;
    overflow = (l2 + overflow) >> LIMB_BITS;
    overflow = (l3 + overflow) >> LIMB_BITS;
    overflow = (l4 + overflow) >> LIMB_BITS;
    carryInOrder(19 * overflow);
  }

  /// Adds to the lowest limb and carries up to the highest; returns the multiple of 2^255 that is left over.
  private long carryInOrder(long addend) {
    long c0 = l0 + addend;
    long c1 = l1 + (c0 >> LIMB_BITS);
    long c2 = l2 + (c1 >> LIMB_BITS);
    long c3 = l3 + (c2 >> LIMB_BITS);
    long c4 = l4 + (c3 >> LIMB_BITS);
    l0 = c0 & MASK;
    l1 = c1 & MASK;
    l2 = c2 & MASK;
    l3 = c3 & MASK;
    l4 = c4 & MASK;
    return c4 >> LIMB_BITS;
  }
}
