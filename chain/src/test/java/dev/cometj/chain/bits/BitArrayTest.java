package dev.cometj.chain.bits;

import static dev.cometj.chain.Refusals.assertBreaks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitArrayTest {

  @ParameterizedTest
  @CsvSource({"5,0", "0,1", "65,1", "64,2", "-127,0", "9223372036854775807,1", "4294967301,1"})
  @DisplayName("A21 an array whose words do not make up its bits is refused")
  void wordsMakeUpTheBits(long size, int words) {
    assertBreaks(ChainRule.BIT_COUNT, () -> BitArray.ofWords(size, new long[words]));
  }

  @ParameterizedTest
  @CsvSource({"-1", "-126", "0"})
  void aNegativeSizeWithoutWordsIsNoBits(long size) throws InvalidChainDataException {
    assertThat(BitArray.ofWords(size, new long[0]).size()).isZero();
  }

  @Test
  void bitsOutsideAreNeitherSetNorRead() {
    BitArray array = BitArray.ofSize(65);
    assertThat(array.set(64)).isTrue();
    assertThat(array.set(65)).isFalse();
    assertThat(array.set(-1)).isFalse();
    assertThat(array.clear(65)).isFalse();
    assertThat(array.get(64)).isTrue();
    assertThat(array.get(65)).isFalse();
    assertThat(array.get(-1)).isFalse();
    assertThat(array.clear(64)).isTrue();
    assertThat(array.isEmpty()).isTrue();
  }

  @Test
  void bitsPastTheEndAreNeverPicked() throws InvalidChainDataException {
    BitArray array = BitArray.ofWords(3, new long[] {0b11000});
    assertThat(array.isEmpty()).isFalse();
    assertThat(array.count()).isZero();
    assertThat(array.nextSet(0)).isEqualTo(-1);
    assertThat(array.pickRandom(new SplittableRandom(1))).isEqualTo(-1);
  }

  @Test
  void everySetBitCanBePicked() {
    BitArray array = BitArray.of(130, i -> i % 43 == 0);
    SplittableRandom random = new SplittableRandom(1);
    Set<Integer> picked = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      picked.add(array.pickRandom(random));
    }
    assertThat(picked).containsExactlyInAnyOrder(0, 43, 86, 129);
    assertThat(array.count()).isEqualTo(4);
    assertThat(array.nextSet(87)).isEqualTo(129);
    assertThat(array.nextSet(130)).isEqualTo(-1);
  }

  @Test
  void aCopyChangesOnItsOwn() {
    BitArray array = BitArray.parse("x_");
    BitArray copy = array.copy();
    copy.set(1);
    assertThat(array.toText()).isEqualTo("x_");
    assertThat(copy.isFull()).isTrue();
  }
}
