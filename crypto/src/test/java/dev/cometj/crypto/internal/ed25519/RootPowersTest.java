package dev.cometj.crypto.internal.ed25519;

import static dev.cometj.crypto.internal.ed25519.Numbers.number;
import static dev.cometj.crypto.internal.ed25519.Numbers.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cometj.crypto.internal.vector.RootLanes;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Both ways of raising many numbers against [BigInteger].
class RootPowersTest {

  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger EXPONENT =
      P.subtract(BigInteger.valueOf(5)).divide(BigInteger.valueOf(8));

  private static final List<BigInteger> EDGES =
      List.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          P,
          P.subtract(BigInteger.ONE),
          P.add(BigInteger.ONE),
          BigInteger.TWO.pow(255).subtract(BigInteger.ONE),
          BigInteger.TWO.pow(254));

  private final Random random = new Random(58);

  private void check(RootPowers powers) {
    for (int count = 0; count < 40; count++) {
      BigInteger[] numbers = new BigInteger[count];
      long[] words = new long[(count + 2) * RootPowers.WORDS];
      Arrays.fill(words, 77);
      for (int i = 0; i < count; i++) {
        numbers[i] =
            random.nextInt(3) == 0
                ? EDGES.get(random.nextInt(EDGES.size()))
                : new BigInteger(255, random);
        System.arraycopy(words(numbers[i], 4), 0, words, (i + 1) * 4, 4);
      }
      powers.raise(words, 1, count);
      for (int i = 0; i < count; i++) {
        BigInteger power = number(Arrays.copyOfRange(words, (i + 1) * 4, (i + 2) * 4));
        assertThat(power.mod(P)).isEqualTo(numbers[i].modPow(EXPONENT, P));
      }
      assertThat(words).startsWith(77, 77, 77, 77).endsWith(77, 77, 77, 77);
    }
  }

  @Test
  void raisesOneByOne() {
    check(new OneByOne());
  }

  @Test
  void raisesFourAtOnce() {
    assumeThat(RootLanes.isUsable()).isTrue();
    check(new RootLanes(new OneByOne()));
  }
}
