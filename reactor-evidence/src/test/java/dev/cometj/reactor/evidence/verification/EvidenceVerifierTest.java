package dev.cometj.reactor.evidence.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.LightBlock;
import dev.cometj.chain.LightClientAttackEvidence;
import dev.cometj.chain.SignedHeader;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Vote;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Ed25519KeyCache;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.reactor.evidence.Attacks;
import dev.cometj.reactor.evidence.TestChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Whether evidence is true")
final class EvidenceVerifierTest {
  private final TestChain chain = new TestChain().grow(20);
  private final Attacks attacks = new Attacks(chain);
  private final EvidenceVerifier verifier =
      new EvidenceVerifier(
          chain.blocks(),
          chain.states(),
          new CommitVerifier(new Random(1), Runnable::run, 1, new Ed25519KeyCache(10)));

  private Verdict judge(Evidence... evidence) {
    return verifier.verify(chain.state(), List.of(evidence));
  }

  private void assertValid(Evidence evidence) {
    assertThat(judge(evidence)).isEqualTo(new Verdict.Valid());
  }

  private void assertInvalid(Evidence evidence, String why) {
    assertThat(judge(evidence)).isInstanceOf(Verdict.Invalid.class);
    assertThat(judge(evidence).toString()).contains(why);
  }

  private void assertUndecided(Evidence evidence, String why) {
    assertThat(judge(evidence)).isInstanceOf(Verdict.Undecided.class);
    assertThat(judge(evidence).toString()).contains(why);
  }

  @Nested
  @DisplayName("Two votes")
  final class TwoVotes {
    private final Ed25519PrivateKey key = chain.key(1);

    private Vote vote(int block) {
      return chain.vote(key, SignedMsgType.PREVOTE, 5, 2, TestChain.blockId(block));
    }

    @Test
    @DisplayName("of one step for two blocks, or for a block and none, are evidence")
    void valid() {
      assertValid(chain.twoVotes(vote(0), vote(1)));
      assertValid(
          chain.twoVotes(chain.vote(key, SignedMsgType.PREVOTE, 5, 2, BlockId.NIL), vote(1)));
      assertValid(chain.twoVotes(3, chain.height()));
    }

    @Test
    @DisplayName("of other heights, rounds, types or validators are not")
    void differentSteps() {
      BlockId block = TestChain.blockId(1);
      assertInvalid(
          chain.twoVotes(vote(0), chain.vote(key, SignedMsgType.PREVOTE, 6, 2, block)), "steps");
      assertInvalid(
          chain.twoVotes(vote(0), chain.vote(key, SignedMsgType.PREVOTE, 5, 3, block)), "steps");
      assertInvalid(
          chain.twoVotes(vote(0), chain.vote(key, SignedMsgType.PRECOMMIT, 5, 2, block)), "steps");
      assertInvalid(
          chain.twoVotes(vote(0), chain.vote(chain.key(2), SignedMsgType.PREVOTE, 5, 2, block)),
          "validators");
    }

    @Test
    @DisplayName("of somebody who was no validator are not")
    void stranger() {
      Ed25519PrivateKey stranger = TestChain.key("stranger");
      assertInvalid(
          chain.twoVotes(
              chain.vote(stranger, SignedMsgType.PREVOTE, 5, 2, TestChain.blockId(0)),
              chain.vote(stranger, SignedMsgType.PREVOTE, 5, 2, TestChain.blockId(1))),
          "no validator");
    }

    @Test
    @DisplayName("for the same block are not")
    void sameBlock() {
      DuplicateVoteEvidence good = chain.twoVotes(vote(0), vote(1));
      assertInvalid(
          new DuplicateVoteEvidence(
              good.voteA(),
              good.voteA(),
              good.totalVotingPower(),
              good.validatorPower(),
              good.timestamp()),
          "both votes are for");
    }

    @Test
    @DisplayName("with other powers than the validators' are not")
    void powers() {
      DuplicateVoteEvidence good = chain.twoVotes(vote(0), vote(1));
      assertInvalid(
          new DuplicateVoteEvidence(
              good.voteA(), good.voteB(), 47, good.validatorPower(), good.timestamp()),
          "total power");
      assertInvalid(
          new DuplicateVoteEvidence(
              good.voteA(), good.voteB(), good.totalVotingPower(), 14, good.timestamp()),
          "validator's power");
    }

    @Test
    @DisplayName("of which one is not signed by the validator are not")
    void signatures() {
      Vote one = vote(0);
      Vote other = vote(1);
      Vote unsigned = other.signed(other.timestamp(), one.signature());
      assertInvalid(chain.twoVotes(one, unsigned), "not signed");
      Vote unsignedOne = one.signed(one.timestamp(), other.signature());
      assertInvalid(chain.twoVotes(unsignedOne, other), "not signed");
    }

    @Test
    @DisplayName("are not for another time than the block's")
    void time() {
      DuplicateVoteEvidence good = chain.twoVotes(vote(0), vote(1));
      assertInvalid(
          new DuplicateVoteEvidence(
              good.voteA(),
              good.voteB(),
              good.totalVotingPower(),
              good.validatorPower(),
              TestChain.timeOf(6)),
          "time");
    }

    @Test
    @DisplayName("of a height that is not here cannot be judged, nor of one that is too old")
    void undecided() {
      assertUndecided(chain.twoVotes(0, 21), "no header");
      TestChain fast = new TestChain(TestChain.SHORT).grow(20);
      EvidenceVerifier here =
          new EvidenceVerifier(
              fast.blocks(),
              fast.states(),
              new CommitVerifier(new Random(1), Runnable::run, 1, new Ed25519KeyCache(10)));
      assertThat(here.verify(fast.state(), List.of(fast.twoVotes(0, 9))))
          .isInstanceOf(Verdict.Undecided.class);
      assertThat(here.verify(fast.state(), List.of(fast.twoVotes(0, 10))))
          .isInstanceOf(Verdict.Valid.class);
    }

    @Test
    @DisplayName("in a list are judged until the first that is not true")
    void list() {
      assertThat(judge(chain.twoVotes(0, 5), chain.twoVotes(0, 21), chain.twoVotes(1, 5)))
          .isInstanceOf(Verdict.Undecided.class);
    }
  }

  @Nested
  @DisplayName("A light client attack")
  final class LightClientAttack {

    @Test
    @DisplayName("with a header that cannot be, signed by more than a third, is one")
    void lunatic() {
      assertValid(attacks.lunatic(5, 8));
      assertValid(attacks.lunatic(5, 19));
    }

    @Test
    @DisplayName("with another block of the same height and round is one")
    void equivocation() {
      assertValid(attacks.equivocation(7));
    }

    @Test
    @DisplayName("at the height of the last block cannot be judged before the next is there")
    void lastBlock() {
      assertUndecided(attacks.equivocation(20), "commit");
      Evidence evidence = attacks.equivocation(20);
      chain.grow(1);
      assertValid(evidence);
    }

    @Test
    @DisplayName(
        "of another round proves nobody guilty: no block and no peer brings it, as with the original")
    void amnesia() {
      assertUndecided(attacks.amnesia(7), "nobody");
    }

    @Test
    @DisplayName("A29 with one bad signature among many good ones is none")
    void oneBadSignature() {
      LightClientAttackEvidence good = attacks.lunatic(5, 8);
      Commit commit = good.conflictingBlock().commit();
      List<CommitSig> signatures = new ArrayList<>(commit.signatures());
      CommitSig last = signatures.getLast();
      signatures.set(
          signatures.size() - 1,
          new CommitSig(
              last.flag(),
              last.validatorAddress(),
              last.timestamp(),
              signatures.getFirst().signature()));
      assertInvalid(withCommit(good, signatures), "commit");
      LightClientAttackEvidence same = attacks.equivocation(7);
      List<CommitSig> ofSame = new ArrayList<>(same.conflictingBlock().commit().signatures());
      ofSame.set(3, signatures.get(3));
      assertInvalid(withCommit(same, ofSame), "commit");
    }

    private LightClientAttackEvidence withCommit(
        LightClientAttackEvidence evidence, List<CommitSig> signatures) {
      LightBlock block = evidence.conflictingBlock();
      Commit commit = block.commit();
      return attacks.evidence(
          new LightBlock(
              new SignedHeader(
                  block.header(),
                  new Commit(commit.height(), commit.round(), commit.blockId(), signatures)),
              block.validatorSet()),
          evidence.commonHeight(),
          evidence.byzantineValidators());
    }

    @Test
    @DisplayName("signed by no more than two thirds of its own validators is none")
    void notEnoughPower() {
      List<Ed25519PrivateKey> two = chain.keys().subList(0, 2);
      assertInvalid(attacks.lunatic(5, 8, two), "commit");
    }

    @Test
    @DisplayName("with the chain's own block is none")
    void ownBlock() {
      LightBlock own = attacks.block(attacks.header(7), 0, chain.keys());
      assertInvalid(attacks.evidence(own, 7, attacks.guilty(chain.keys())), "chain");
    }

    @Test
    @DisplayName("at the common height must have a header that the block before allows")
    void notDerived() {
      LightClientAttackEvidence lunatic = attacks.lunatic(5, 8);
      assertInvalid(
          attacks.evidence(lunatic.conflictingBlock(), 8, lunatic.byzantineValidators()),
          "derived");
    }

    @Test
    @DisplayName(
        "A13 that names others than the guilty, or with other powers or in other order, is none")
    void guilty() {
      LightClientAttackEvidence good = attacks.lunatic(5, 8);
      List<Validator> named = good.byzantineValidators();
      assertInvalid(attacks.evidence(good.conflictingBlock(), 5, named.subList(0, 3)), "guilty");
      assertInvalid(attacks.evidence(good.conflictingBlock(), 5, named.reversed()), "guilty");
      List<Validator> swapped = new ArrayList<>(named);
      Validator innocent = Validator.of(TestChain.key("innocent").publicKey(), 13);
      swapped.set(0, innocent);
      assertInvalid(attacks.evidence(good.conflictingBlock(), 5, swapped), "guilty");
      swapped.set(0, Validator.of(named.getFirst().publicKey(), 14));
      assertInvalid(attacks.evidence(good.conflictingBlock(), 5, swapped), "guilty");
    }

    @Test
    @DisplayName("with another total power is none")
    void totalPower() {
      LightClientAttackEvidence good = attacks.lunatic(5, 8);
      assertInvalid(
          new LightClientAttackEvidence(
              good.conflictingBlock(), 5, good.byzantineValidators(), 47, good.timestamp()),
          "total power");
    }

    @Test
    @DisplayName(
        "A34 a block above our last one is no proof while ours is older; it cannot be judged yet")
    void forward() {
      assertUndecided(attacks.forward(5, 25, TestChain.timeOf(24)), "no block yet");
      assertUndecided(attacks.forward(5, 25, TestChain.timeOf(3)), "no block yet");
    }

    @Test
    @DisplayName("with validators of its own that nobody trusts is none")
    void untrusted() throws Exception {
      Ed25519PrivateKey stranger = TestChain.key("stranger");
      LightClientAttackEvidence good = attacks.lunatic(5, 8);
      var strangers = ValidatorSet.of(List.of(Validator.of(stranger.publicKey(), 10)));
      BlockId id = good.conflictingBlock().commit().blockId();
      Vote vote = chain.vote(stranger, SignedMsgType.PRECOMMIT, 8, 0, id);
      Commit commit = new Commit(8, 0, id, List.of(vote.toCommitSig()));
      LightBlock block =
          new LightBlock(new SignedHeader(good.conflictingBlock().header(), commit), strangers);
      assertThat(judge(attacks.evidence(block, 5, List.of()))).isNotInstanceOf(Verdict.Valid.class);
      assertInvalid(
          attacks.evidence(block, 5, List.of(Validator.of(stranger.publicKey(), 10))), "guilty");
    }
  }
}
