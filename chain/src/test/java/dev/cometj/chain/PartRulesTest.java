package dev.cometj.chain;

import static dev.cometj.chain.Refusals.accepted;
import static dev.cometj.chain.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.merkle.MerkleProof;
import dev.cometj.crypto.Bytes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PartRulesTest {

  private static final int SIZE = BlockLimits.PART_BYTES;
  private static final PartSet SET = PartSet.of(Bytes.wrap(content(2 * SIZE + 10)));

  private static byte[] content(int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (i * 31 + i / 251);
    }
    return content;
  }

  private static Part part(int index) {
    return SET.part(index).orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> parts() {
    MerkleProof proof = part(0).proof();
    Bytes tooLong = Bytes.wrap(new byte[SIZE + 1]);
    MerkleProof malformed = new MerkleProof(1, 0, Bytes.EMPTY, List.of());
    return Stream.of(
        accepted("a part", part(0)::validate),
        accepted("a short last part", part(2)::validate),
        refused(
            "A23 a part with the proof of another place",
            ChainRule.PART_INDEX,
            () -> new Part(1, part(0).bytes(), proof).validate()),
        refused(
            "A23 a part before the last of less than 65,536 bytes",
            ChainRule.PART_SIZE,
            () -> new Part(0, part(2).bytes(), proof).validate()),
        refused(
            "a part of 65,537 bytes",
            ChainRule.PART_SIZE,
            () -> new Part(2, tooLong, part(2).proof()).validate()),
        refused(
            "a malformed proof",
            ChainRule.PROOF,
            () -> new Part(0, Bytes.EMPTY, malformed).validate()));
  }

  @Test
  void partsComeInAnyOrderAndOnlyOnce() {
    PartSet set = PartSet.ofHeader(SET.header());
    assertThat(set.isComplete()).isFalse();
    assertThatThrownBy(set::assemble).isInstanceOf(ChainException.class);
    assertThat(set.add(part(2))).isEqualTo(PartSet.Addition.ADDED);
    assertThat(set.add(part(2))).isEqualTo(PartSet.Addition.DUPLICATE);
    assertThat(set.add(part(0))).isEqualTo(PartSet.Addition.ADDED);
    assertThat(set.present().toText()).isEqualTo("x_x");
    assertThat(set.add(part(1))).isEqualTo(PartSet.Addition.ADDED);
    assertThat(set.isComplete()).isTrue();
    assertThat(set.byteSize()).isEqualTo(2L * SIZE + 10);
    assertThat(set.assemble().toByteArray()).isEqualTo(content(2 * SIZE + 10));
    assertThat(set).hasToString("(3 of 3)");
  }

  @Test
  void partsOfAnotherSetAreNotTaken() {
    PartSet other = PartSet.of(Bytes.wrap(content(3 * SIZE)));
    PartSet set = PartSet.ofHeader(SET.header());
    assertThat(set.add(other.part(2).orElseThrow())).isEqualTo(PartSet.Addition.INVALID_PROOF);
    Part beyond = new Part(3, Bytes.EMPTY, part(2).proof());
    assertThat(set.add(beyond)).isEqualTo(PartSet.Addition.UNEXPECTED_INDEX);
    Part negative = new Part(-1, Bytes.EMPTY, part(2).proof());
    assertThat(set.add(negative)).isEqualTo(PartSet.Addition.UNEXPECTED_INDEX);
    assertThat(set.count()).isZero();
    assertThat(set.part(3)).isEmpty();
    assertThat(set.part(-1)).isEmpty();
  }

  @Test
  void nothingIsAllocatedForAnAbsurdTotal() {
    assertThatThrownBy(() -> PartSet.ofHeader(new PartSetHeader(-1, Values.hash(1))))
        .isInstanceOf(ChainException.class);
    assertThatThrownBy(() -> PartSet.ofHeader(new PartSetHeader(1602, Values.hash(1))))
        .isInstanceOf(ChainException.class);
    assertThat(PartSet.ofHeader(new PartSetHeader(1601, Values.hash(1))).total()).isEqualTo(1601);
  }
}
