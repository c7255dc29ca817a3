package dev.cometj.crypto.internal.vector;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Four numbers modulo p = 2^255 - 19 at once, one in each lane, of which it computes the power behind square roots.
///
/// Each number has ten limbs of 26 and 25 bits in turn; limb `l` of number `n` is at `4 l + n`. A factor holds behind
/// its limbs the same limbs times 19, for what wraps around at p. Products are made of operands that are visibly masked
/// to 32 bits, because the JIT has a single instruction for those. It boxes vectors that it has too many of, or
/// that leave a method; so the formulas are written out, in pieces that read arrays and write arrays.
final class FieldLanes {

  /// How many numbers there are.
  static final int NUMBERS = 4;

  /// How many limbs each has.
  static final int LIMBS = 10;

  private static final VectorSpecies<Long> LANES = LongVector.SPECIES_256;
  private static final int SUM = NUMBERS * LIMBS;
  private static final int FACTOR = 2 * SUM;
  private static final long LOW_32 = 0xffff_ffffL;
  private static final long LIMB_26 = (1L << 26) - 1;
  private static final long LIMB_25 = (1L << 25) - 1;

  /// Sums of products that are not carried yet.
  private final long[] h = new long[SUM];

  /// Raises all numbers to (p - 5) / 8 = 2^252 - 3, doubling the run of ones in the exponent where it can.
  ///
  /// @param numbers limbs of at most 26 and 25 bits, replaced by those of the powers, of which the second may have a bit
  ///     more
  void powerP58(long[] numbers) {
    System.arraycopy(numbers, 0, h, 0, SUM);
    long[] base = new long[FACTOR];
    carry(h, base);
    long[] a2 = power(base, 1);
    long[] a9 = product(power(a2, 2), base);
    long[] a11 = product(a9, a2);
    long[] ones5 = product(power(a11, 1), a9);
    long[] ones10 = append(ones5, ones5, 5);
    long[] ones20 = append(ones10, ones10, 10);
    long[] ones40 = append(ones20, ones20, 20);
    long[] ones50 = append(ones40, ones10, 10);
    long[] ones100 = append(ones50, ones50, 50);
    long[] ones200 = append(ones100, ones100, 100);
    long[] ones250 = append(ones200, ones50, 50);
    System.arraycopy(product(power(ones250, 2), base), 0, numbers, 0, SUM);
  }

  /// Appends the exponent of a power, of so many bits, to the exponent of another.
  private long[] append(long[] high, long[] low, int bits) {
    return product(power(high, bits), low);
  }

  private long[] power(long[] a, int squarings) {
    long[] result = a.clone();
    for (int i = 0; i < squarings; i++) {
      squareEven(result, h);
      squareOdd(result, h);
      carry(h, result);
    }
    return result;
  }

  private long[] product(long[] a, long[] b) {
    multiply012(a, b, h);
    multiply345(a, b, h);
    multiply67(a, b, h);
    multiply89(a, b, h);
    long[] result = new long[FACTOR];
    carry(h, result);
    return result;
  }

  /// The even limbs of the square.
  private static void squareEven(long[] a, long[] h) {
    LongVector f0 = LongVector.fromArray(LANES, a, 0).and(LOW_32);
    LongVector f1 = LongVector.fromArray(LANES, a, 4).and(LOW_32);
    LongVector f2 = LongVector.fromArray(LANES, a, 8).and(LOW_32);
    LongVector f3 = LongVector.fromArray(LANES, a, 12).and(LOW_32);
    LongVector f4 = LongVector.fromArray(LANES, a, 16).and(LOW_32);
    LongVector f5 = LongVector.fromArray(LANES, a, 20).and(LOW_32);
    LongVector f6 = LongVector.fromArray(LANES, a, 24).and(LOW_32);
    LongVector f7 = LongVector.fromArray(LANES, a, 28).and(LOW_32);
    LongVector f8 = LongVector.fromArray(LANES, a, 32).and(LOW_32);
    LongVector f9 = LongVector.fromArray(LANES, a, 36).and(LOW_32);
    LongVector d0 = f0.add(f0).and(LOW_32);
    LongVector d1 = f1.add(f1).and(LOW_32);
    LongVector d2 = f2.add(f2).and(LOW_32);
    LongVector d3 = f3.add(f3).and(LOW_32);
    LongVector d4 = f4.add(f4).and(LOW_32);
    LongVector d5 = f5.add(f5).and(LOW_32);
    LongVector d6 = f6.add(f6).and(LOW_32);
    LongVector d7 = f7.add(f7).and(LOW_32);
    LongVector n6 = LongVector.fromArray(LANES, a, SUM + 24).and(LOW_32);
    LongVector n8 = LongVector.fromArray(LANES, a, SUM + 32).and(LOW_32);
    LongVector t5 = LongVector.fromArray(LANES, a, SUM + 20).lanewise(LSHL, 1).and(LOW_32);
    LongVector t7 = LongVector.fromArray(LANES, a, SUM + 28).lanewise(LSHL, 1).and(LOW_32);
    LongVector t9 = LongVector.fromArray(LANES, a, SUM + 36).lanewise(LSHL, 1).and(LOW_32);
    f0.mul(f0)
        .add(d1.mul(t9))
        .add(d2.mul(n8))
        .add(d3.mul(t7))
        .add(d4.mul(n6))
        .add(f5.mul(t5))
        .intoArray(h, 0);
    d0.mul(f2)
        .add(d1.mul(f1))
        .add(d3.mul(t9))
        .add(d4.mul(n8))
        .add(d5.mul(t7))
        .add(f6.mul(n6))
        .intoArray(h, 8);
    d0.mul(f4)
        .add(d1.mul(d3))
        .add(f2.mul(f2))
        .add(d5.mul(t9))
        .add(d6.mul(n8))
        .add(f7.mul(t7))
        .intoArray(h, 16);
    d0.mul(f6)
        .add(d1.mul(d5))
        .add(d2.mul(f4))
        .add(d3.mul(f3))
        .add(d7.mul(t9))
        .add(f8.mul(n8))
        .intoArray(h, 24);
    d0.mul(f8)
        .add(d1.mul(d7))
        .add(d2.mul(f6))
        .add(d3.mul(d5))
        .add(f4.mul(f4))
        .add(f9.mul(t9))
        .intoArray(h, 32);
  }

  /// The odd limbs of the square.
  private static void squareOdd(long[] a, long[] h) {
    LongVector f0 = LongVector.fromArray(LANES, a, 0).and(LOW_32);
    LongVector f1 = LongVector.fromArray(LANES, a, 4).and(LOW_32);
    LongVector f2 = LongVector.fromArray(LANES, a, 8).and(LOW_32);
    LongVector f3 = LongVector.fromArray(LANES, a, 12).and(LOW_32);
    LongVector f4 = LongVector.fromArray(LANES, a, 16).and(LOW_32);
    LongVector f5 = LongVector.fromArray(LANES, a, 20).and(LOW_32);
    LongVector f6 = LongVector.fromArray(LANES, a, 24).and(LOW_32);
    LongVector f7 = LongVector.fromArray(LANES, a, 28).and(LOW_32);
    LongVector f8 = LongVector.fromArray(LANES, a, 32).and(LOW_32);
    LongVector f9 = LongVector.fromArray(LANES, a, 36).and(LOW_32);
    LongVector d0 = f0.add(f0).and(LOW_32);
    LongVector d1 = f1.add(f1).and(LOW_32);
    LongVector d2 = f2.add(f2).and(LOW_32);
    LongVector d3 = f3.add(f3).and(LOW_32);
    LongVector d4 = f4.add(f4).and(LOW_32);
    LongVector d5 = f5.add(f5).and(LOW_32);
    LongVector d7 = f7.add(f7).and(LOW_32);
    LongVector n6 = LongVector.fromArray(LANES, a, SUM + 24).and(LOW_32);
    LongVector n8 = LongVector.fromArray(LANES, a, SUM + 32).and(LOW_32);
    LongVector t7 = LongVector.fromArray(LANES, a, SUM + 28).lanewise(LSHL, 1).and(LOW_32);
    LongVector t9 = LongVector.fromArray(LANES, a, SUM + 36).lanewise(LSHL, 1).and(LOW_32);
    d0.mul(f1).add(f2.mul(t9)).add(d3.mul(n8)).add(f4.mul(t7)).add(d5.mul(n6)).intoArray(h, 4);
    d0.mul(f3).add(d1.mul(f2)).add(f4.mul(t9)).add(d5.mul(n8)).add(f6.mul(t7)).intoArray(h, 12);
    d0.mul(f5).add(d1.mul(f4)).add(d2.mul(f3)).add(f6.mul(t9)).add(d7.mul(n8)).intoArray(h, 20);
    d0.mul(f7).add(d1.mul(f6)).add(d2.mul(f5)).add(d3.mul(f4)).add(f8.mul(t9)).intoArray(h, 28);
    d0.mul(f9).add(d1.mul(f8)).add(d2.mul(f7)).add(d3.mul(f6)).add(d4.mul(f5)).intoArray(h, 36);
  }

  /// The limbs 0, 1 and 2 of the product.
  private static void multiply012(long[] a, long[] b, long[] h) {
    LongVector f0 = LongVector.fromArray(LANES, a, 0).and(LOW_32);
    LongVector f1 = LongVector.fromArray(LANES, a, 4).and(LOW_32);
    LongVector f2 = LongVector.fromArray(LANES, a, 8).and(LOW_32);
    LongVector f3 = LongVector.fromArray(LANES, a, 12).and(LOW_32);
    LongVector f4 = LongVector.fromArray(LANES, a, 16).and(LOW_32);
    LongVector f5 = LongVector.fromArray(LANES, a, 20).and(LOW_32);
    LongVector f6 = LongVector.fromArray(LANES, a, 24).and(LOW_32);
    LongVector f7 = LongVector.fromArray(LANES, a, 28).and(LOW_32);
    LongVector f8 = LongVector.fromArray(LANES, a, 32).and(LOW_32);
    LongVector f9 = LongVector.fromArray(LANES, a, 36).and(LOW_32);
    LongVector d1 = f1.add(f1).and(LOW_32);
    LongVector d3 = f3.add(f3).and(LOW_32);
    LongVector d5 = f5.add(f5).and(LOW_32);
    LongVector d7 = f7.add(f7).and(LOW_32);
    LongVector d9 = f9.add(f9).and(LOW_32);
    LongVector g0 = LongVector.fromArray(LANES, b, 0).and(LOW_32);
    LongVector g1 = LongVector.fromArray(LANES, b, 4).and(LOW_32);
    LongVector g2 = LongVector.fromArray(LANES, b, 8).and(LOW_32);
    LongVector n1 = LongVector.fromArray(LANES, b, SUM + 4).and(LOW_32);
    LongVector n2 = LongVector.fromArray(LANES, b, SUM + 8).and(LOW_32);
    LongVector n3 = LongVector.fromArray(LANES, b, SUM + 12).and(LOW_32);
    LongVector n4 = LongVector.fromArray(LANES, b, SUM + 16).and(LOW_32);
    LongVector n5 = LongVector.fromArray(LANES, b, SUM + 20).and(LOW_32);
    LongVector n6 = LongVector.fromArray(LANES, b, SUM + 24).and(LOW_32);
    LongVector n7 = LongVector.fromArray(LANES, b, SUM + 28).and(LOW_32);
    LongVector n8 = LongVector.fromArray(LANES, b, SUM + 32).and(LOW_32);
    LongVector n9 = LongVector.fromArray(LANES, b, SUM + 36).and(LOW_32);
    f0.mul(g0)
        .add(d1.mul(n9))
        .add(f2.mul(n8))
        .add(d3.mul(n7))
        .add(f4.mul(n6))
        .add(d5.mul(n5))
        .add(f6.mul(n4))
        .add(d7.mul(n3))
        .add(f8.mul(n2))
        .add(d9.mul(n1))
        .intoArray(h, 0);
    f0.mul(g1)
        .add(f1.mul(g0))
        .add(f2.mul(n9))
        .add(f3.mul(n8))
        .add(f4.mul(n7))
        .add(f5.mul(n6))
        .add(f6.mul(n5))
        .add(f7.mul(n4))
        .add(f8.mul(n3))
        .add(f9.mul(n2))
        .intoArray(h, 4);
    f0.mul(g2)
        .add(d1.mul(g1))
        .add(f2.mul(g0))
        .add(d3.mul(n9))
        .add(f4.mul(n8))
        .add(d5.mul(n7))
        .add(f6.mul(n6))
        .add(d7.mul(n5))
        .add(f8.mul(n4))
        .add(d9.mul(n3))
        .intoArray(h, 8);
  }

  /// The limbs 3, 4 and 5 of the product.
  private static void multiply345(long[] a, long[] b, long[] h) {
    LongVector f0 = LongVector.fromArray(LANES, a, 0).and(LOW_32);
    LongVector f1 = LongVector.fromArray(LANES, a, 4).and(LOW_32);
    LongVector f2 = LongVector.fromArray(LANES, a, 8).and(LOW_32);
    LongVector f3 = LongVector.fromArray(LANES, a, 12).and(LOW_32);
    LongVector f4 = LongVector.fromArray(LANES, a, 16).and(LOW_32);
    LongVector f5 = LongVector.fromArray(LANES, a, 20).and(LOW_32);
    LongVector f6 = LongVector.fromArray(LANES, a, 24).and(LOW_32);
    LongVector f7 = LongVector.fromArray(LANES, a, 28).and(LOW_32);
    LongVector f8 = LongVector.fromArray(LANES, a, 32).and(LOW_32);
    LongVector f9 = LongVector.fromArray(LANES, a, 36).and(LOW_32);
    LongVector d1 = f1.add(f1).and(LOW_32);
    LongVector d3 = f3.add(f3).and(LOW_32);
    LongVector d5 = f5.add(f5).and(LOW_32);
    LongVector d7 = f7.add(f7).and(LOW_32);
    LongVector d9 = f9.add(f9).and(LOW_32);
    LongVector g0 = LongVector.fromArray(LANES, b, 0).and(LOW_32);
    LongVector g1 = LongVector.fromArray(LANES, b, 4).and(LOW_32);
    LongVector g2 = LongVector.fromArray(LANES, b, 8).and(LOW_32);
    LongVector g3 = LongVector.fromArray(LANES, b, 12).and(LOW_32);
    LongVector g4 = LongVector.fromArray(LANES, b, 16).and(LOW_32);
    LongVector g5 = LongVector.fromArray(LANES, b, 20).and(LOW_32);
    LongVector n4 = LongVector.fromArray(LANES, b, SUM + 16).and(LOW_32);
    LongVector n5 = LongVector.fromArray(LANES, b, SUM + 20).and(LOW_32);
    LongVector n6 = LongVector.fromArray(LANES, b, SUM + 24).and(LOW_32);
    LongVector n7 = LongVector.fromArray(LANES, b, SUM + 28).and(LOW_32);
    LongVector n8 = LongVector.fromArray(LANES, b, SUM + 32).and(LOW_32);
    LongVector n9 = LongVector.fromArray(LANES, b, SUM + 36).and(LOW_32);
    f0.mul(g3)
        .add(f1.mul(g2))
        .add(f2.mul(g1))
        .add(f3.mul(g0))
        .add(f4.mul(n9))
        .add(f5.mul(n8))
        .add(f6.mul(n7))
        .add(f7.mul(n6))
        .add(f8.mul(n5))
        .add(f9.mul(n4))
        .intoArray(h, 12);
    f0.mul(g4)
        .add(d1.mul(g3))
        .add(f2.mul(g2))
        .add(d3.mul(g1))
        .add(f4.mul(g0))
        .add(d5.mul(n9))
        .add(f6.mul(n8))
        .add(d7.mul(n7))
        .add(f8.mul(n6))
        .add(d9.mul(n5))
        .intoArray(h, 16);
    f0.mul(g5)
        .add(f1.mul(g4))
        .add(f2.mul(g3))
        .add(f3.mul(g2))
        .add(f4.mul(g1))
        .add(f5.mul(g0))
        .add(f6.mul(n9))
        .add(f7.mul(n8))
        .add(f8.mul(n7))
        .add(f9.mul(n6))
        .intoArray(h, 20);
  }

  /// The limbs 6 and 7 of the product.
  private static void multiply67(long[] a, long[] b, long[] h) {
    LongVector f0 = LongVector.fromArray(LANES, a, 0).and(LOW_32);
    LongVector f1 = LongVector.fromArray(LANES, a, 4).and(LOW_32);
    LongVector f2 = LongVector.fromArray(LANES, a, 8).and(LOW_32);
    LongVector f3 = LongVector.fromArray(LANES, a, 12).and(LOW_32);
    LongVector f4 = LongVector.fromArray(LANES, a, 16).and(LOW_32);
    LongVector f5 = LongVector.fromArray(LANES, a, 20).and(LOW_32);
    LongVector f6 = LongVector.fromArray(LANES, a, 24).and(LOW_32);
    LongVector f7 = LongVector.fromArray(LANES, a, 28).and(LOW_32);
    LongVector f8 = LongVector.fromArray(LANES, a, 32).and(LOW_32);
    LongVector f9 = LongVector.fromArray(LANES, a, 36).and(LOW_32);
    LongVector d1 = f1.add(f1).and(LOW_32);
    LongVector d3 = f3.add(f3).and(LOW_32);
    LongVector d5 = f5.add(f5).and(LOW_32);
    LongVector d7 = f7.add(f7).and(LOW_32);
    LongVector d9 = f9.add(f9).and(LOW_32);
    LongVector g0 = LongVector.fromArray(LANES, b, 0).and(LOW_32);
    LongVector g1 = LongVector.fromArray(LANES, b, 4).and(LOW_32);
    LongVector g2 = LongVector.fromArray(LANES, b, 8).and(LOW_32);
    LongVector g3 = LongVector.fromArray(LANES, b, 12).and(LOW_32);
    LongVector g4 = LongVector.fromArray(LANES, b, 16).and(LOW_32);
    LongVector g5 = LongVector.fromArray(LANES, b, 20).and(LOW_32);
    LongVector g6 = LongVector.fromArray(LANES, b, 24).and(LOW_32);
    LongVector g7 = LongVector.fromArray(LANES, b, 28).and(LOW_32);
    LongVector n7 = LongVector.fromArray(LANES, b, SUM + 28).and(LOW_32);
    LongVector n8 = LongVector.fromArray(LANES, b, SUM + 32).and(LOW_32);
    LongVector n9 = LongVector.fromArray(LANES, b, SUM + 36).and(LOW_32);
    f0.mul(g6)
        .add(d1.mul(g5))
        .add(f2.mul(g4))
        .add(d3.mul(g3))
        .add(f4.mul(g2))
        .add(d5.mul(g1))
        .add(f6.mul(g0))
        .add(d7.mul(n9))
        .add(f8.mul(n8))
        .add(d9.mul(n7))
        .intoArray(h, 24);
    f0.mul(g7)
        .add(f1.mul(g6))
        .add(f2.mul(g5))
        .add(f3.mul(g4))
        .add(f4.mul(g3))
        .add(f5.mul(g2))
        .add(f6.mul(g1))
        .add(f7.mul(g0))
        .add(f8.mul(n9))
        .add(f9.mul(n8))
        .intoArray(h, 28);
  }

  /// The limbs 8 and 9 of the product.
  private static void multiply89(long[] a, long[] b, long[] h) {
    LongVector f0 = LongVector.fromArray(LANES, a, 0).and(LOW_32);
    LongVector f1 = LongVector.fromArray(LANES, a, 4).and(LOW_32);
    LongVector f2 = LongVector.fromArray(LANES, a, 8).and(LOW_32);
    LongVector f3 = LongVector.fromArray(LANES, a, 12).and(LOW_32);
    LongVector f4 = LongVector.fromArray(LANES, a, 16).and(LOW_32);
    LongVector f5 = LongVector.fromArray(LANES, a, 20).and(LOW_32);
    LongVector f6 = LongVector.fromArray(LANES, a, 24).and(LOW_32);
    LongVector f7 = LongVector.fromArray(LANES, a, 28).and(LOW_32);
    LongVector f8 = LongVector.fromArray(LANES, a, 32).and(LOW_32);
    LongVector f9 = LongVector.fromArray(LANES, a, 36).and(LOW_32);
    LongVector d1 = f1.add(f1).and(LOW_32);
    LongVector d3 = f3.add(f3).and(LOW_32);
    LongVector d5 = f5.add(f5).and(LOW_32);
    LongVector d7 = f7.add(f7).and(LOW_32);
    LongVector d9 = f9.add(f9).and(LOW_32);
    LongVector g0 = LongVector.fromArray(LANES, b, 0).and(LOW_32);
    LongVector g1 = LongVector.fromArray(LANES, b, 4).and(LOW_32);
    LongVector g2 = LongVector.fromArray(LANES, b, 8).and(LOW_32);
    LongVector g3 = LongVector.fromArray(LANES, b, 12).and(LOW_32);
    LongVector g4 = LongVector.fromArray(LANES, b, 16).and(LOW_32);
    LongVector g5 = LongVector.fromArray(LANES, b, 20).and(LOW_32);
    LongVector g6 = LongVector.fromArray(LANES, b, 24).and(LOW_32);
    LongVector g7 = LongVector.fromArray(LANES, b, 28).and(LOW_32);
    LongVector g8 = LongVector.fromArray(LANES, b, 32).and(LOW_32);
    LongVector g9 = LongVector.fromArray(LANES, b, 36).and(LOW_32);
    LongVector n9 = LongVector.fromArray(LANES, b, SUM + 36).and(LOW_32);
    f0.mul(g8)
        .add(d1.mul(g7))
        .add(f2.mul(g6))
        .add(d3.mul(g5))
        .add(f4.mul(g4))
        .add(d5.mul(g3))
        .add(f6.mul(g2))
        .add(d7.mul(g1))
        .add(f8.mul(g0))
        .add(d9.mul(n9))
        .intoArray(h, 32);
    f0.mul(g9)
        .add(f1.mul(g8))
        .add(f2.mul(g7))
        .add(f3.mul(g6))
        .add(f4.mul(g5))
        .add(f5.mul(g4))
        .add(f6.mul(g3))
        .add(f7.mul(g2))
        .add(f8.mul(g1))
        .add(f9.mul(g0))
        .intoArray(h, 36);
  }

  /// Carries so that limbs have 26 and 25 bits again, and makes a factor of them.
  private static void carry(long[] h, long[] a) {
    LongVector h0 = LongVector.fromArray(LANES, h, 0);
    LongVector h1 = LongVector.fromArray(LANES, h, 4);
    LongVector h2 = LongVector.fromArray(LANES, h, 8);
    LongVector h3 = LongVector.fromArray(LANES, h, 12);
    LongVector h4 = LongVector.fromArray(LANES, h, 16);
    LongVector h5 = LongVector.fromArray(LANES, h, 20);
    LongVector h6 = LongVector.fromArray(LANES, h, 24);
    LongVector h7 = LongVector.fromArray(LANES, h, 28);
    LongVector h8 = LongVector.fromArray(LANES, h, 32);
    LongVector h9 = LongVector.fromArray(LANES, h, 36);
    h1 = h1.add(h0.lanewise(LSHR, 26));
    h0 = h0.and(LIMB_26);
    h5 = h5.add(h4.lanewise(LSHR, 26));
    h4 = h4.and(LIMB_26);
    h2 = h2.add(h1.lanewise(LSHR, 25));
    h1 = h1.and(LIMB_25);
    h6 = h6.add(h5.lanewise(LSHR, 25));
    h5 = h5.and(LIMB_25);
    h3 = h3.add(h2.lanewise(LSHR, 26));
    h2 = h2.and(LIMB_26);
    h7 = h7.add(h6.lanewise(LSHR, 26));
    h6 = h6.and(LIMB_26);
    h4 = h4.add(h3.lanewise(LSHR, 25));
    h3 = h3.and(LIMB_25);
    h8 = h8.add(h7.lanewise(LSHR, 25));
    h7 = h7.and(LIMB_25);
    h5 = h5.add(h4.lanewise(LSHR, 26));
    h4 = h4.and(LIMB_26);
    h9 = h9.add(h8.lanewise(LSHR, 26));
    h8 = h8.and(LIMB_26);
    LongVector top = h9.lanewise(LSHR, 25);
    h0 = h0.add(top.lanewise(LSHL, 4)).add(top.lanewise(LSHL, 1)).add(top);
    h9 = h9.and(LIMB_25);
    h1 = h1.add(h0.lanewise(LSHR, 26));
    h0 = h0.and(LIMB_26);
    h0.intoArray(a, 0);
    h1.intoArray(a, 4);
    h2.intoArray(a, 8);
    h3.intoArray(a, 12);
    h4.intoArray(a, 16);
    h5.intoArray(a, 20);
    h6.intoArray(a, 24);
    h7.intoArray(a, 28);
    h8.intoArray(a, 32);
    h9.intoArray(a, 36);
    h1.lanewise(LSHL, 4).add(h1.lanewise(LSHL, 1)).add(h1).intoArray(a, SUM + 4);
    h2.lanewise(LSHL, 4).add(h2.lanewise(LSHL, 1)).add(h2).intoArray(a, SUM + 8);
    h3.lanewise(LSHL, 4).add(h3.lanewise(LSHL, 1)).add(h3).intoArray(a, SUM + 12);
    h4.lanewise(LSHL, 4).add(h4.lanewise(LSHL, 1)).add(h4).intoArray(a, SUM + 16);
    h5.lanewise(LSHL, 4).add(h5.lanewise(LSHL, 1)).add(h5).intoArray(a, SUM + 20);
    h6.lanewise(LSHL, 4).add(h6.lanewise(LSHL, 1)).add(h6).intoArray(a, SUM + 24);
    h7.lanewise(LSHL, 4).add(h7.lanewise(LSHL, 1)).add(h7).intoArray(a, SUM + 28);
    h8.lanewise(LSHL, 4).add(h8.lanewise(LSHL, 1)).add(h8).intoArray(a, SUM + 32);
    h9.lanewise(LSHL, 4).add(h9.lanewise(LSHL, 1)).add(h9).intoArray(a, SUM + 36);
  }
}
