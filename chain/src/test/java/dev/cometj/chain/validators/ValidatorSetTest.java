package dev.cometj.chain.validators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cometj.chain.ChainException;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.crypto.Ed25519PrivateKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValidatorSetTest {

  private final Random random = new Random(17);

  private Validator validator(long power, long priority) {
    return Validator.of(Ed25519PrivateKey.generate(random).publicKey(), power, priority);
  }

  @Test
  void everybodyProposesAsOftenAsTheirPowerSays() throws Exception {
    ValidatorSet set = ValidatorSet.of(List.of(validator(1, 0), validator(2, 0), validator(5, 0)));
    int[] turns = new int[3];
    for (int i = 0; i < 80; i++) {
      turns[set.indexOf(set.proposer().address())]++;
      set = set.advanced(1);
    }
    assertThat(turns).containsExactly(50, 20, 10);
  }

  @Test
  void centringRoundsTheAverageDownWhateverThePriorities() throws Exception {
    for (int i = 0; i < 500; i++) {
      List<Validator> validators = new ArrayList<>();
      int size = 1 + random.nextInt(7);
      BigInteger sum = BigInteger.ZERO;
      for (int j = 0; j < size; j++) {
        long priority = random.nextLong() >> random.nextInt(64);
        validators.add(validator(1, priority));
        sum = sum.add(BigInteger.valueOf(priority));
      }
      Priorities priorities = new Priorities(validators, size);
      priorities.centre();
      BigInteger[] parts = sum.divideAndRemainder(BigInteger.valueOf(size));
      BigInteger average = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
      List<Long> expected =
          validators.stream()
              .map(validator ->
                  clip(BigInteger.valueOf(validator.proposerPriority()).subtract(average)))
              .toList();
      assertThat(priorities.apply()).extracting(Validator::proposerPriority).isEqualTo(expected);
    }
  }

  private static long clip(BigInteger value) {
    return value
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .max(BigInteger.valueOf(Long.MIN_VALUE))
        .longValueExact();
  }

  @Test
  void aSetDoesNotChangeWhenAnotherIsMadeOfIt() throws Exception {
    ValidatorSet set = ValidatorSet.of(List.of(validator(3, 0), validator(4, 0)));
    List<Validator> before = List.copyOf(set.validators());
    Validator proposer = set.proposer();
    ValidatorSet advanced = set.advanced(3);
    set.changed(List.of(validator(9, 0)));
    assertThat(set.validators()).isEqualTo(before);
    assertThat(set.proposer()).isEqualTo(proposer);
    assertThat(advanced.hash()).isEqualTo(set.hash());
    assertThat(set.changed(List.of())).isSameAs(set);
    assertThat(set).isEqualTo(ValidatorSet.decoded(before, proposer)).isNotEqualTo(advanced);
  }

  @Test
  void aSetWithAValidatorTwiceCannotAdvance() throws Exception {
    Validator twice = validator(3, 5);
    ValidatorSet set = ValidatorSet.decoded(List.of(twice, twice), twice);
    assertThatExceptionOfType(ChainException.class).isThrownBy(() -> set.advanced(1));
    assertThatExceptionOfType(InvalidChainDataException.class)
        .isThrownBy(() -> ValidatorSet.ofExisting(List.of(twice, twice)));
  }

  @Test
  void nobodyProposesInAnEmptySet() {
    assertThatExceptionOfType(ChainException.class).isThrownBy(ValidatorSet.EMPTY::proposer);
    assertThat(ValidatorSet.EMPTY.hasOneKeyType()).isTrue();
    assertThat(ValidatorSet.EMPTY.totalVotingPower()).isZero();
    assertThat(ValidatorSet.EMPTY.toString()).contains("0");
  }
}
