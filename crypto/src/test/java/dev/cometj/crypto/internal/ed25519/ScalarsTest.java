package dev.cometj.crypto.internal.ed25519;

import static dev.cometj.crypto.internal.ed25519.Numbers.ORDER;
import static dev.cometj.crypto.internal.ed25519.Numbers.number;
import static dev.cometj.crypto.internal.ed25519.Numbers.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Scalars against [BigInteger], on random values and those around multiples of the order.
class ScalarsTest {

  private final Random random = new Random(8032);

  private List<BigInteger> values(int bits) {
    List<BigInteger> values = new ArrayList<>();
    BigInteger end = BigInteger.TWO.pow(bits);
    for (int i = -3; i <= 3; i++) {
      for (int multiple : new int[] {0, 1, 2, 7, 15}) {
        values.add(ORDER.multiply(BigInteger.valueOf(multiple)).add(BigInteger.valueOf(i)));
      }
      values.add(end.divide(ORDER).multiply(ORDER).add(BigInteger.valueOf(i)));
      values.add(end.add(BigInteger.valueOf(i)));
      values.add(BigInteger.TWO.pow(252).add(BigInteger.valueOf(i)));
    }
    for (int i = 0; i < 2_000; i++) {
      values.add(new BigInteger(1 + random.nextInt(bits), random));
    }
    values.removeIf(value -> value.signum() < 0 || value.bitLength() > bits);
    return values;
  }

  @Test
  void reduces() {
    for (BigInteger value : values(512)) {
      assertThat(number(Scalars.reduce(words(value, 8)))).isEqualTo(value.mod(ORDER));
    }
  }

  @Test
  void tellsWhatIsReduced() {
    for (BigInteger value : values(256)) {
      assertThat(Scalars.isReduced(words(value, 4))).isEqualTo(value.compareTo(ORDER) < 0);
    }
  }

  @Test
  void multiplies() {
    List<BigInteger> factors = values(253);
    for (int i = 0; i < 2_000; i++) {
      BigInteger a = new BigInteger(128, random);
      BigInteger b = factors.get(random.nextInt(factors.size()));
      assertThat(number(Scalars.multiply(words(a, 4), words(b, 4))))
          .isEqualTo(a.multiply(b).mod(ORDER));
    }
  }

  @Test
  void adds() {
    List<BigInteger> values = values(253);
    values.replaceAll(value -> value.mod(ORDER));
    for (int i = 0; i < 2_000; i++) {
      BigInteger a = values.get(random.nextInt(values.size()));
      BigInteger b = values.get(random.nextInt(values.size()));
      assertThat(number(Scalars.add(words(a, 4), words(b, 4)))).isEqualTo(a.add(b).mod(ORDER));
    }
  }

  @Test
  void writesSignedBytes() {
    byte[] digits = new byte[34];
    for (BigInteger value : values(253)) {
      Scalars.signedBytes(words(value, 4), digits, 1);
      BigInteger sum = BigInteger.ZERO;
      for (int i = 31; i >= 0; i--) {
        sum = sum.shiftLeft(8).add(BigInteger.valueOf(digits[i + 1]));
      }
      assertThat(sum).isEqualTo(value);
    }
  }

  @Test
  void writesSignedDigits() {
    for (BigInteger value : values(253)) {
      for (int width : new int[] {4, 5, 8}) {
        byte[] digits = Scalars.signedDigits(words(value, 4), width, 256);
        BigInteger sum = BigInteger.ZERO;
        int last = -width;
        for (int i = 0; i < digits.length; i++) {
          if (digits[i] != 0) {
            assertThat(digits[i] & 1).isOne();
            assertThat(Math.abs(digits[i])).isLessThan(1 << (width - 1));
            assertThat(i - last).isGreaterThanOrEqualTo(width);
            last = i;
          }
          sum = sum.add(BigInteger.valueOf(digits[i]).shiftLeft(i));
        }
        assertThat(sum).isEqualTo(value);
      }
    }
  }

  @Test
  void findsShortMultiples() {
    for (BigInteger value : values(253)) {
      BigInteger k = value.mod(ORDER);
      ShortMultiples multiples = new ShortMultiples(words(k, 4));
      BigInteger u = number(multiples.u());
      BigInteger w = number(multiples.w());
      assertThat(u.bitLength()).isLessThanOrEqualTo(ShortMultiples.BITS);
      assertThat(w.bitLength()).isLessThanOrEqualTo(ShortMultiples.BITS);
      assertThat(w.signum()).isPositive();
      BigInteger signed = multiples.isWNegative() ? w.negate() : w;
      assertThat(signed.multiply(k).mod(ORDER)).isEqualTo(u.mod(ORDER));
    }
  }
}
