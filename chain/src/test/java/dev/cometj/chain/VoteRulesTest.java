package dev.cometj.chain;

import static dev.cometj.chain.Refusals.accepted;
import static dev.cometj.chain.Refusals.refused;
import static dev.cometj.chain.Samples.blockId;
import static dev.cometj.chain.Samples.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.codec.VoteCodec;
import dev.cometj.crypto.Bytes;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class VoteRulesTest {

  private static final Vote PRECOMMIT = vote(SignedMsgType.PRECOMMIT, blockId(1));
  private static final Vote PREVOTE = vote(SignedMsgType.PREVOTE, blockId(1));
  private static final Vote NIL = vote(SignedMsgType.PRECOMMIT, BlockId.NIL);
  private static final Bytes TOO_LONG = Bytes.wrap(new byte[3310]);
  private static final Bytes LONGEST = Bytes.wrap(new byte[3309]);
  private static final Bytes EXTENSION = Bytes.fromHex("0102");

  @TestFactory
  Stream<DynamicTest> votes() {
    return Stream.of(
        accepted("a precommit", PRECOMMIT::validate),
        accepted("a vote for no block", NIL::validate),
        accepted(
            "a signature as long as that of ML-DSA-65",
            () -> PRECOMMIT.signed(Samples.TIME, LONGEST).validate()),
        refused(
            "the type of a proposal",
            ChainRule.TYPE,
            () -> vote(SignedMsgType.PROPOSAL, blockId(1)).validate()),
        refused("height 0", ChainRule.HEIGHT, () -> at(0, 0).validate()),
        refused("a negative height", ChainRule.HEIGHT, () -> at(-1, 0).validate()),
        refused("a negative round", ChainRule.ROUND, () -> at(3, -1).validate()),
        refused(
            "a block hash of 31 bytes",
            ChainRule.HASH_SIZE,
            () ->
                vote(
                        SignedMsgType.PREVOTE,
                        new BlockId(Bytes.wrap(new byte[31]), blockId(1).partSetHeader()))
                    .validate()),
        refused(
            "a block id without parts",
            ChainRule.BLOCK_ID,
            () ->
                vote(SignedMsgType.PREVOTE, new BlockId(Values.hash(1), PartSetHeader.ZERO))
                    .validate()),
        refused("an address of 19 bytes", ChainRule.ADDRESS, () -> by(19, 0).validate()),
        refused(
            "a negative validator index", ChainRule.VALIDATOR_INDEX, () -> by(20, -1).validate()),
        refused(
            "a vote without signature",
            ChainRule.SIGNATURE,
            () -> PRECOMMIT.signed(Samples.TIME, Bytes.EMPTY).validate()),
        refused(
            "a signature of 3310 bytes",
            ChainRule.SIGNATURE,
            () -> PRECOMMIT.signed(Samples.TIME, TOO_LONG).validate()));
  }

  @TestFactory
  Stream<DynamicTest> extensions() {
    return Stream.of(
        accepted(
            "a signed extension of a precommit",
            () -> PRECOMMIT.extended(EXTENSION, Samples.SIGNATURE).validate()),
        accepted(
            "a signed extension that is empty",
            () -> PRECOMMIT.extended(Bytes.EMPTY, Samples.SIGNATURE).validate()),
        refused(
            "an extension of a prevote",
            ChainRule.EXTENSION,
            () -> PREVOTE.extended(EXTENSION, Samples.SIGNATURE).validate()),
        refused(
            "an extension of a precommit for no block",
            ChainRule.EXTENSION,
            () -> NIL.extended(EXTENSION, Bytes.EMPTY).validate()),
        refused(
            "an extension's signature on a prevote",
            ChainRule.EXTENSION,
            () -> PREVOTE.extended(Bytes.EMPTY, Samples.SIGNATURE).validate()),
        refused(
            "an extension without signature",
            ChainRule.EXTENSION,
            () -> PRECOMMIT.extended(EXTENSION, Bytes.EMPTY).validate()),
        refused(
            "an extension's signature of 3310 bytes",
            ChainRule.EXTENSION,
            () -> PRECOMMIT.extended(EXTENSION, TOO_LONG).validate()),
        refused(
            "a precommit without extension where they are enabled",
            ChainRule.EXTENSION,
            PRECOMMIT::ensureExtension),
        accepted("a prevote where extensions are enabled", PREVOTE::ensureExtension),
        accepted("a vote for no block where extensions are enabled", NIL::ensureExtension));
  }

  @TestFactory
  Stream<DynamicTest> proposals() {
    BlockId incomplete = new BlockId(Values.hash(1), PartSetHeader.ZERO);
    return Stream.of(
        accepted("a proposal", () -> proposal(1, 0, -1, blockId(1), 64).validate()),
        accepted("a proposal of height 0", () -> proposal(0, 0, 0, blockId(1), 1).validate()),
        refused(
            "a negative height",
            ChainRule.HEIGHT,
            () -> proposal(-1, 0, -1, blockId(1), 64).validate()),
        refused(
            "a negative round",
            ChainRule.ROUND,
            () -> proposal(1, -1, -1, blockId(1), 64).validate()),
        refused(
            "a proof-of-lock round of -2",
            ChainRule.ROUND,
            () -> proposal(1, 0, -2, blockId(1), 64).validate()),
        refused(
            "no block", ChainRule.BLOCK_ID, () -> proposal(1, 0, -1, BlockId.NIL, 64).validate()),
        refused(
            "half a block id",
            ChainRule.BLOCK_ID,
            () -> proposal(1, 0, -1, incomplete, 64).validate()),
        refused(
            "a proposal without signature",
            ChainRule.SIGNATURE,
            () -> proposal(1, 0, -1, blockId(1), 0).validate()),
        refused(
            "a proposal's signature of 3310 bytes",
            ChainRule.SIGNATURE,
            () -> proposal(1, 0, -1, blockId(1), 3310).validate()),
        refused(
            "a proposal of the type of a vote",
            ChainRule.TYPE,
            () ->
                VoteCodec.fromWire(
                    VoteCodec.toWire(proposal(1, 0, -1, blockId(1), 64)).toBuilder()
                        .setTypeValue(1)
                        .build())),
        refused(
            "A22 a proposal with more parts than the largest block",
            ChainRule.TOO_MANY_PARTS,
            () -> parts(-1).validateBlockSize(22_020_096)),
        accepted(
            "as many parts as the largest block has",
            () -> parts(336).validateBlockSize(22_020_096)),
        refused(
            "one part more than that",
            ChainRule.TOO_MANY_PARTS,
            () -> parts(337).validateBlockSize(22_020_096)));
  }

  @Test
  void aVoteIsSignedByItsValidatorOnly() {
    Bytes address = Bytes.wrap(Samples.KEY.publicKey().address());
    Vote unsigned =
        new Vote(
            SignedMsgType.PRECOMMIT,
            1,
            0,
            blockId(1),
            Samples.TIME,
            address,
            0,
            Bytes.EMPTY,
            EXTENSION,
            Bytes.EMPTY);
    Vote signed =
        unsigned.signed(
            Samples.TIME, Bytes.wrap(Samples.KEY.sign(unsigned.signBytes(Samples.CHAIN))));
    assertThat(signed.isSignedBy(Samples.CHAIN, Samples.KEY.publicKey())).isTrue();
    assertThat(signed.isSignedBy("another", Samples.KEY.publicKey())).isFalse();
    assertThat(by(20, 0).isSignedBy(Samples.CHAIN, Samples.KEY.publicKey())).isFalse();
    assertThat(signed.isExtensionSignedBy(Samples.CHAIN, Samples.KEY.publicKey())).isFalse();
    Bytes signature = Bytes.wrap(Samples.KEY.sign(signed.extensionSignBytes(Samples.CHAIN)));
    Vote extended = signed.extended(EXTENSION, signature);
    assertThat(extended.isExtensionSignedBy(Samples.CHAIN, Samples.KEY.publicKey())).isTrue();
    assertThat(NIL.isExtensionSignedBy(Samples.CHAIN, Samples.KEY.publicKey())).isTrue();
  }

  @Test
  void aVoteBecomesTheEntryOfACommit() {
    assertThat(PRECOMMIT.toCommitSig().flag()).isEqualTo(BlockIdFlag.COMMIT);
    assertThat(NIL.toCommitSig().flag()).isEqualTo(BlockIdFlag.NIL);
    Vote odd = vote(SignedMsgType.PRECOMMIT, new BlockId(Values.hash(1), PartSetHeader.ZERO));
    assertThatThrownBy(odd::toCommitSig).isInstanceOf(ChainException.class);
    Commit commit = new Commit(3, 0, blockId(1), java.util.List.of(PRECOMMIT.toCommitSig()));
    assertThat(commit.vote(0)).isEqualTo(PRECOMMIT);
    assertThat(commit.wrapped().toCommit()).isEqualTo(commit);
  }

  private static Vote at(long height, int round) {
    return new Vote(
        SignedMsgType.PREVOTE,
        height,
        round,
        blockId(1),
        Samples.TIME,
        Samples.ADDRESS,
        0,
        Samples.SIGNATURE,
        Bytes.EMPTY,
        Bytes.EMPTY);
  }

  private static Vote by(int addressBytes, int index) {
    return new Vote(
        SignedMsgType.PREVOTE,
        3,
        0,
        blockId(1),
        Samples.TIME,
        Bytes.wrap(new byte[addressBytes]),
        index,
        Samples.SIGNATURE,
        Bytes.EMPTY,
        Bytes.EMPTY);
  }

  private static Proposal proposal(
      long height, int round, int polRound, BlockId blockId, int signatureBytes) {
    return new Proposal(
        height, round, polRound, blockId, Samples.TIME, Bytes.wrap(new byte[signatureBytes]));
  }

  private static Proposal parts(int total) {
    BlockId blockId = new BlockId(Values.hash(1), new PartSetHeader(total, Values.hash(2)));
    return proposal(1, 0, -1, blockId, 64);
  }
}
