package dev.cometj.chain.params;

import static dev.cometj.chain.Refusals.accepted;
import static dev.cometj.chain.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.ChainRule;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ConsensusParamsTest {

  private static final ConsensusParams DEFAULT = ConsensusParams.DEFAULT;

  @TestFactory
  Stream<DynamicTest> ranges() {
    return Stream.of(
        accepted("the default", DEFAULT::validate),
        accepted("block.max_bytes = -1", () -> block(-1, -1).validate()),
        refused("block.max_bytes = 0", ChainRule.PARAMETER, () -> block(0, -1).validate()),
        refused("block.max_bytes = -2", ChainRule.PARAMETER, () -> block(-2, -1).validate()),
        refused(
            "block.max_bytes = 104857601",
            ChainRule.PARAMETER,
            () -> block(104_857_601, -1).validate()),
        refused("block.max_gas = -2", ChainRule.PARAMETER, () -> block(2_000_000, -2).validate()),
        refused("an age of 0 blocks", ChainRule.PARAMETER, () -> evidence(0, 1, 0).validate()),
        refused("an age of no time", ChainRule.PARAMETER, () -> evidence(1, 0, 0).validate()),
        refused(
            "negative evidence.max_bytes",
            ChainRule.PARAMETER,
            () -> evidence(1, 1, -1).validate()),
        refused(
            "more evidence than block",
            ChainRule.PARAMETER,
            () -> evidence(1, 1, 22_020_097).validate()),
        refused("a negative extension height", ChainRule.PARAMETER, () -> abci(-1).validate()),
        refused("no key types", ChainRule.PARAMETER, () -> keys(List.of()).validate()),
        refused("an unknown key type", ChainRule.PARAMETER, () -> keys(List.of("rsa")).validate()),
        accepted(
            "all key types", () -> keys(List.of("ed25519", "secp256k1", "ml_dsa_65")).validate()));
  }

  @TestFactory
  Stream<DynamicTest> extensionHeights() {
    return Stream.of(
        accepted("no change", () -> DEFAULT.validateUpdate(ConsensusParamsUpdate.NONE, 10)),
        refused("A28 a negative height", ChainRule.PARAMETER, () -> change(0, -1, 10)),
        accepted("staying disabled", () -> change(0, 0, 10)),
        accepted("staying enabled", () -> change(5, 5, 10)),
        refused("A28 disabling what has begun", ChainRule.PARAMETER, () -> change(5, 0, 10)),
        accepted("taking back what has not begun", () -> change(15, 0, 10)),
        refused("A28 a past height", ChainRule.PARAMETER, () -> change(0, 9, 10)),
        refused("A28 the present height", ChainRule.PARAMETER, () -> change(0, 10, 10)),
        accepted("a height to come", () -> change(0, 11, 10)),
        refused("A28 moving what has begun", ChainRule.PARAMETER, () -> change(10, 20, 10)),
        accepted("moving what has not begun", () -> change(15, 20, 10)));
  }

  private static void change(long from, long to, long height)
      throws dev.cometj.chain.InvalidChainDataException {
    ConsensusParamsUpdate update =
        new ConsensusParamsUpdate(null, null, null, null, new AbciParams(to));
    abci(from).validateUpdate(update, height);
  }

  @Test
  void anUpdateReplacesTheGroupsItHas() {
    BlockParams block = new BlockParams(1000, 5);
    ConsensusParams updated =
        DEFAULT.updated(new ConsensusParamsUpdate(block, null, null, new VersionParams(7), null));
    assertThat(updated.block()).isEqualTo(block);
    assertThat(updated.version().app()).isEqualTo(7);
    assertThat(updated.evidence()).isEqualTo(DEFAULT.evidence());
    assertThat(updated.validator()).isEqualTo(DEFAULT.validator());
    assertThat(DEFAULT.updated(ConsensusParamsUpdate.NONE)).isEqualTo(DEFAULT);
  }

  @Test
  void theHashCoversOnlyBytesAndGas() {
    assertThat(abci(3).hash()).isEqualTo(DEFAULT.hash());
    assertThat(block(1000, -1).hash()).isNotEqualTo(DEFAULT.hash());
    assertThat(block(22_020_096, 1).hash()).isNotEqualTo(DEFAULT.hash());
  }

  @Test
  void extensionsBeginAtTheirHeight() {
    assertThat(new AbciParams(0).areVoteExtensionsEnabled(1)).isFalse();
    assertThat(new AbciParams(5).areVoteExtensionsEnabled(4)).isFalse();
    assertThat(new AbciParams(5).areVoteExtensionsEnabled(5)).isTrue();
    assertThatThrownBy(() -> new AbciParams(5).areVoteExtensionsEnabled(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ConsensusParams block(long maxBytes, long maxGas) {
    return DEFAULT.updated(
        new ConsensusParamsUpdate(
            new BlockParams(maxBytes, maxGas),
            new EvidenceParams(1, Duration.ofNanos(1), 0),
            null,
            null,
            null));
  }

  private static ConsensusParams evidence(long blocks, long nanos, long maxBytes) {
    return DEFAULT.updated(
        new ConsensusParamsUpdate(
            null, new EvidenceParams(blocks, Duration.ofNanos(nanos), maxBytes), null, null, null));
  }

  private static ConsensusParams keys(List<String> types) {
    return DEFAULT.updated(
        new ConsensusParamsUpdate(null, null, new ValidatorParams(types), null, null));
  }

  private static ConsensusParams abci(long height) {
    return DEFAULT.updated(
        new ConsensusParamsUpdate(null, null, null, null, new AbciParams(height)));
  }
}
