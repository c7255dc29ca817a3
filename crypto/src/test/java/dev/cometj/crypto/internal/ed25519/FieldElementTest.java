package dev.cometj.crypto.internal.ed25519;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/// The field against [BigInteger], on random values and those around 0, p and 2^255.
class FieldElementTest {

  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private final List<BigInteger> values = values();

  private static List<BigInteger> values() {
    List<BigInteger> values = new ArrayList<>();
    for (int i = -20; i <= 20; i++) {
      values.add(P.add(BigInteger.valueOf(i)).mod(BigInteger.TWO.pow(255)));
      values.add(BigInteger.valueOf(Math.abs(i)));
    }
    for (int limb = 1; limb < 5; limb++) {
      values.add(BigInteger.TWO.pow(51 * limb));
      values.add(BigInteger.TWO.pow(51 * limb).subtract(BigInteger.ONE));
    }
    Random random = new Random(25519);
    for (int i = 0; i < 60; i++) {
      values.add(new BigInteger(255, random));
    }
    return values;
  }

  @Test
  void agreesOnSumsDifferencesAndProducts() {
    check(BigInteger::add, FieldElement::add);
    check(BigInteger::subtract, FieldElement::subtract);
    check(BigInteger::multiply, FieldElement::multiply);
    check((a, b) -> a.multiply(a), (out, a, b) -> out.square(a));
    check((a, b) -> a.negate(), (out, a, b) -> out.negate(a));
  }

  /// Factors at the edge of what a multiplication allows: sums and differences that were not carried.
  @Test
  void multipliesWhatWasNotCarried() {
    check(
        (a, b) -> a.add(a).add(b).multiply(a.subtract(b).subtract(b)),
        (out, a, b) -> {
          FieldElement left = new FieldElement();
          left.add(a, a);
          left.add(left, b);
          FieldElement right = new FieldElement();
          right.subtract(a, b);
          right.subtract(right, b);
          out.multiply(left, right);
        });
    check(
        (a, b) -> a.negate().subtract(b).pow(2),
        (out, a, b) -> {
          out.negate(a);
          out.subtract(out, b);
          out.square(out);
        });
  }

  @Test
  void agreesOnPowers() {
    BigInteger exponent = P.subtract(BigInteger.valueOf(5)).shiftRight(3);
    for (BigInteger value : values) {
      FieldElement power = new FieldElement();
      power.powerP58(element(value));
      assertThat(number(power)).isEqualTo(value.modPow(exponent, P));
      FieldElement inverse = new FieldElement();
      inverse.invert(element(value));
      BigInteger expected =
          value.mod(P).signum() == 0 ? BigInteger.ZERO : value.mod(P).modInverse(P);
      assertThat(number(inverse)).isEqualTo(expected);
    }
  }

  @Test
  void knowsZeroSignAndEquality() {
    for (BigInteger value : values) {
      FieldElement element = element(value);
      assertThat(element.isZero()).isEqualTo(value.mod(P).signum() == 0);
      assertThat(element.lowestBit()).isEqualTo(value.mod(P).testBit(0) ? 1 : 0);
      for (BigInteger other : values) {
        assertThat(element.sameAs(element(other))).isEqualTo(value.mod(P).equals(other.mod(P)));
      }
    }
  }

  private interface Operation {
    void apply(FieldElement out, FieldElement a, FieldElement b);
  }

  private void check(BinaryOperator<BigInteger> expected, Operation actual) {
    for (BigInteger a : values) {
      for (BigInteger b : values) {
        FieldElement out = new FieldElement();
        actual.apply(out, element(a), element(b));
        assertThat(number(out)).isEqualTo(expected.apply(a, b).mod(P));
      }
    }
  }

  private static FieldElement element(BigInteger value) {
    return FieldElement.decode(Numbers.littleEndian(value, FieldElement.BYTES), 0);
  }

  private static BigInteger number(FieldElement element) {
    BigInteger value = Numbers.number(element.encode());
    assertThat(value).isLessThan(P);
    return value;
  }
}
