package dev.cometj.chain;

import static dev.cometj.chain.Refusals.accepted;
import static dev.cometj.chain.Refusals.refused;
import static dev.cometj.chain.Samples.attack;
import static dev.cometj.chain.Samples.blockId;
import static dev.cometj.chain.Samples.lightBlock;
import static dev.cometj.chain.Samples.vote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.codec.EvidenceCodec;
import dev.cometj.chain.codec.LightBlockCodec;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EvidenceRulesTest {

  private static final Vote FIRST = vote(SignedMsgType.PREVOTE, blockId(1));
  private static final Vote SECOND = vote(SignedMsgType.PREVOTE, blockId(2));

  @TestFactory
  Stream<DynamicTest> duplicateVotes() {
    var wire = EvidenceCodec.toWire(pair(FIRST, SECOND));
    return Stream.of(
        accepted("two votes in order", () -> pair(FIRST, SECOND).validate()),
        refused(
            "two votes out of order", ChainRule.VOTE_ORDER, () -> pair(SECOND, FIRST).validate()),
        refused("the same vote twice", ChainRule.VOTE_ORDER, () -> pair(FIRST, FIRST).validate()),
        refused(
            "an unsigned vote",
            ChainRule.SIGNATURE,
            () -> pair(FIRST, SECOND.signed(Samples.TIME, Bytes.EMPTY)).validate()),
        refused(
            "evidence without a vote",
            ChainRule.MISSING_MEMBER,
            () -> EvidenceCodec.fromWire(wire.toBuilder().clearVoteB().build())),
        refused(
            "evidence of no kind",
            ChainRule.TYPE,
            () -> EvidenceCodec.fromWire(dev.cometj.wire.types.Evidence.getDefaultInstance())));
  }

  @TestFactory
  Stream<DynamicTest> lightClientAttacks() throws InvalidChainDataException {
    LightBlock block = lightBlock(5);
    var wire = EvidenceCodec.toWire(attack(block, 4));
    var headless = LightBlockCodec.toWire(block).toBuilder().clearSignedHeader().build();
    var bodiless = LightBlockCodec.toWire(block).toBuilder();
    bodiless.getSignedHeaderBuilder().clearHeader();
    var uncommitted = LightBlockCodec.toWire(block).toBuilder();
    uncommitted.getSignedHeaderBuilder().clearCommit();
    return Stream.of(
        accepted("an attack", () -> attack(block, 4).validate()),
        accepted("an attack at the common height", () -> attack(block, 5).validate()),
        refused(
            "a common height after the block", ChainRule.HEIGHT, () -> attack(block, 6).validate()),
        refused("common height 0", ChainRule.HEIGHT, () -> attack(block, 0).validate()),
        refused(
            "no voting power",
            ChainRule.VOTING_POWER,
            () -> new LightClientAttackEvidence(block, 4, List.of(), 0, Samples.TIME).validate()),
        refused(
            "no conflicting block",
            ChainRule.MISSING_MEMBER,
            () -> EvidenceCodec.fromWire(wire.toBuilder().clearConflictingBlock().build())),
        refused(
            "A12 a conflicting block without signed header",
            ChainRule.MISSING_MEMBER,
            () -> EvidenceCodec.fromWire(wire.toBuilder().setConflictingBlock(headless).build())),
        refused(
            "a signed header without header",
            ChainRule.MISSING_MEMBER,
            () -> LightBlockCodec.fromWire(bodiless.build())),
        refused(
            "a signed header without commit",
            ChainRule.MISSING_MEMBER,
            () -> LightBlockCodec.fromWire(uncommitted.build())),
        refused(
            "a light block without validators",
            ChainRule.MISSING_MEMBER,
            () ->
                LightBlockCodec.fromWire(
                    LightBlockCodec.toWire(block).toBuilder().clearValidatorSet().build())),
        refused(
            "A13 a byzantine validator with somebody else's key",
            ChainRule.ADDRESS,
            () -> {
              var swapped = wire.toBuilder();
              swapped
                  .getByzantineValidatorsBuilder(0)
                  .setAddress(com.google.protobuf.ByteString.copyFrom(new byte[20]));
              EvidenceCodec.fromWire(swapped.build());
            }));
  }

  @TestFactory
  Stream<DynamicTest> lightBlocks() throws InvalidChainDataException {
    LightBlock block = lightBlock(5);
    Header header = block.header();
    return Stream.of(
        accepted("a light block", () -> block.validate(Samples.CHAIN)),
        refused("another chain's", ChainRule.CHAIN_ID, () -> block.validate("another")),
        refused(
            "a commit of another height",
            ChainRule.HEIGHT,
            () -> signed(header, Samples.commit(6, block.commit().blockId()))),
        refused(
            "a commit of another block",
            ChainRule.HASH_MISMATCH,
            () -> signed(header, Samples.commit(5, blockId(1)))),
        refused(
            "an invalid header",
            ChainRule.HEIGHT,
            () -> signed(Samples.header(0, header.validatorsHash()), block.commit())),
        refused(
            "no validators",
            ChainRule.VALIDATOR_SET,
            () -> new LightBlock(block.signedHeader(), ValidatorSet.EMPTY).validate(Samples.CHAIN)),
        refused(
            "other validators than the header's",
            ChainRule.HASH_MISMATCH,
            () -> {
              Header other = Samples.header(5, Values.hash(2));
              BlockId id = new BlockId(other.hash(), blockId(9).partSetHeader());
              new LightBlock(new SignedHeader(other, Samples.commit(5, id)), block.validatorSet())
                  .validate(Samples.CHAIN);
            }));
  }

  private static void signed(Header header, Commit commit) throws InvalidChainDataException {
    new SignedHeader(header, commit).validate(Samples.CHAIN);
  }

  @Test
  void theSameAttackWithOtherSignaturesIsTheSameEvidence() throws InvalidChainDataException {
    LightBlock block = lightBlock(5);
    LightBlock fewer =
        new LightBlock(
            new SignedHeader(
                block.header(),
                new Commit(5, 0, block.commit().blockId(), List.of(Samples.commitSig()))),
            block.validatorSet());
    assertThat(attack(fewer, 4).hash()).isEqualTo(attack(block, 4).hash());
    assertThat(attack(block, 3).hash()).isNotEqualTo(attack(block, 4).hash());
    assertThat(new EvidenceList(List.of(attack(block, 4))).contains(attack(fewer, 4))).isTrue();
  }

  @Test
  void whoTookPartDependsOnTheKindOfAttack() throws InvalidChainDataException {
    ValidatorSet validators = Samples.validators();
    Bytes address = validators.get(0).address();
    CommitSig own = new CommitSig(BlockIdFlag.COMMIT, address, Samples.TIME, Samples.SIGNATURE);
    Header trusted = Samples.header(5, validators.hash());
    BlockId id = blockId(1);
    LightBlock conflicting =
        new LightBlock(new SignedHeader(trusted, new Commit(5, 0, id, List.of(own))), validators);
    LightClientAttackEvidence evidence = attack(conflicting, 5);
    SignedHeader sameRound = new SignedHeader(trusted, new Commit(5, 0, id, List.of(own)));
    assertThat(evidence.findByzantineValidators(validators, sameRound))
        .isEqualTo(validators.validators());
    SignedHeader laterRound = new SignedHeader(trusted, new Commit(5, 1, id, List.of(own)));
    assertThat(evidence.findByzantineValidators(validators, laterRound)).isEmpty();
    SignedHeader otherState =
        new SignedHeader(Samples.header(5, Values.hash(7)), new Commit(5, 1, id, List.of(own)));
    assertThat(evidence.findByzantineValidators(validators, otherState))
        .isEqualTo(validators.validators());
    assertThat(evidence.findByzantineValidators(ValidatorSet.EMPTY, otherState)).isEmpty();
  }

  private static DuplicateVoteEvidence pair(Vote a, Vote b) {
    return new DuplicateVoteEvidence(a, b, 10, 1, Samples.TIME);
  }
}
