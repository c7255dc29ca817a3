package dev.cometj.chain;

import static dev.cometj.chain.Refusals.accepted;
import static dev.cometj.chain.Refusals.refused;
import static dev.cometj.chain.Samples.blockId;
import static dev.cometj.chain.Samples.commitSig;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.codec.CommitCodec;
import dev.cometj.crypto.Bytes;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CommitRulesTest {

  private static final Bytes EXTENSION = Bytes.fromHex("0102");

  @TestFactory
  Stream<DynamicTest> commits() {
    return Stream.of(
        accepted("a commit", () -> Samples.commit(3, blockId(1)).validate()),
        accepted("the empty commit of the first block", Commit.EMPTY::validate),
        refused(
            "a negative height", ChainRule.HEIGHT, () -> Samples.commit(-1, blockId(1)).validate()),
        refused(
            "a negative round",
            ChainRule.ROUND,
            () -> new Commit(3, -1, blockId(1), List.of(commitSig())).validate()),
        refused(
            "a commit for no block",
            ChainRule.BLOCK_ID,
            () -> Samples.commit(3, BlockId.NIL).validate()),
        refused(
            "a commit without entries",
            ChainRule.NO_SIGNATURES,
            () -> new Commit(3, 0, blockId(1), List.of()).validate()),
        refused("an address of 19 bytes", ChainRule.ADDRESS, () -> entry(19, 64).validate()),
        refused("an entry without signature", ChainRule.SIGNATURE, () -> entry(20, 0).validate()),
        refused("a signature of 3310 bytes", ChainRule.SIGNATURE, () -> entry(20, 3310).validate()),
        refused(
            "an absent entry with an address",
            ChainRule.ADDRESS,
            () -> absent(Samples.ADDRESS, Timestamp.ZERO, Bytes.EMPTY).validate()),
        refused(
            "an absent entry with a time, and be it the epoch",
            ChainRule.TIME,
            () -> absent(Bytes.EMPTY, Timestamp.EPOCH, Bytes.EMPTY).validate()),
        refused(
            "an absent entry with a signature",
            ChainRule.SIGNATURE,
            () -> absent(Bytes.EMPTY, Timestamp.ZERO, Samples.SIGNATURE).validate()));
  }

  @TestFactory
  Stream<DynamicTest> fromPeers() {
    var wire = CommitCodec.toWire(new Commit(0, 0, BlockId.NIL, List.of(commitSig())));
    var odd = wire.toBuilder();
    odd.getSignaturesBuilder(0).setBlockIdFlagValue(4);
    var many =
        CommitCodec.toWire(
            new Commit(3, 0, blockId(1), Collections.nCopies(10_001, CommitSig.ABSENT)));
    return Stream.of(
        refused(
            "an unknown flag, even where the height is 0",
            ChainRule.BLOCK_ID_FLAG,
            () -> CommitCodec.fromWire(odd.build())),
        refused(
            "A08 a commit of 10,001 signatures",
            ChainRule.TOO_MANY_SIGNATURES,
            () -> CommitCodec.fromWire(many)));
  }

  @Test
  @DisplayName("of a flag only the lowest eight bits count, as in the original")
  void flagsAreCutToAByte() throws InvalidChainDataException {
    Commit commit = Samples.commit(3, blockId(1));
    var wire = CommitCodec.toWire(commit).toBuilder();
    wire.getSignaturesBuilder(0).setBlockIdFlagValue(258);
    assertThat(CommitCodec.fromWire(wire.build())).isEqualTo(commit);
  }

  @TestFactory
  Stream<DynamicTest> extendedCommits() {
    return Stream.of(
        accepted("a signed extension", () -> extended(EXTENSION, 64).validate()),
        refused(
            "an extended commit for no block",
            ChainRule.BLOCK_ID,
            () ->
                new ExtendedCommit(3, 0, BlockId.NIL, List.of(ExtendedCommitSig.ABSENT))
                    .validate()),
        refused(
            "an extended commit without entries",
            ChainRule.NO_SIGNATURES,
            () -> new ExtendedCommit(3, 0, blockId(1), List.of()).validate()),
        refused(
            "an extension of more than a mebibyte",
            ChainRule.EXTENSION,
            () -> extended(Bytes.wrap(new byte[1024 * 1024 + 1]), 64).validate()),
        refused(
            "an extension's signature of 3310 bytes",
            ChainRule.EXTENSION,
            () -> extended(EXTENSION, 3310).validate()),
        refused(
            "an unsigned extension of an entry for no block",
            ChainRule.EXTENSION,
            () -> new ExtendedCommitSig(nil(), EXTENSION, Bytes.EMPTY).validate()),
        accepted(
            "an unsigned extension of an entry for the block",
            () -> extended(EXTENSION, 0).validate()));
  }

  @TestFactory
  Stream<DynamicTest> enabledExtensions() {
    ExtendedCommitSig onNil = new ExtendedCommitSig(nil(), Bytes.EMPTY, Samples.SIGNATURE);
    return Stream.of(
        accepted("a signed extension where enabled", () -> ensure(extended(EXTENSION, 64), true)),
        accepted("an absent entry where enabled", () -> ensure(ExtendedCommitSig.ABSENT, true)),
        refused(
            "a missing signature where enabled",
            ChainRule.EXTENSION,
            () -> ensure(extended(EXTENSION, 0), true)),
        refused(
            "an extension's signature for no block",
            ChainRule.EXTENSION,
            () -> ensure(onNil, true)),
        refused(
            "an extension where disabled",
            ChainRule.EXTENSION,
            () -> ensure(extended(EXTENSION, 0), false)),
        refused(
            "an extension's signature where disabled",
            ChainRule.EXTENSION,
            () -> ensure(extended(Bytes.EMPTY, 64), false)));
  }

  private static void ensure(ExtendedCommitSig entry, boolean enabled)
      throws InvalidChainDataException {
    new ExtendedCommit(3, 0, blockId(1), List.of(entry)).ensureExtensions(enabled);
  }

  private static CommitSig nil() {
    return new CommitSig(BlockIdFlag.NIL, Samples.ADDRESS, Samples.TIME, Samples.SIGNATURE);
  }

  private static ExtendedCommitSig extended(Bytes extension, int signatureBytes) {
    return new ExtendedCommitSig(commitSig(), extension, Bytes.wrap(new byte[signatureBytes]));
  }

  private static Commit entry(int addressBytes, int signatureBytes) {
    return new Commit(
        3,
        0,
        blockId(1),
        List.of(
            new CommitSig(
                BlockIdFlag.COMMIT,
                Bytes.wrap(new byte[addressBytes]),
                Samples.TIME,
                Bytes.wrap(new byte[signatureBytes]))));
  }

  private static CommitSig absent(Bytes address, Timestamp time, Bytes signature) {
    return new CommitSig(BlockIdFlag.ABSENT, address, time, signature);
  }
}
