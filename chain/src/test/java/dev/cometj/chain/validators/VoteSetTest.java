package dev.cometj.chain.validators;

import static dev.cometj.chain.validators.Signers.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.ChainException;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Vote;
import dev.cometj.chain.validators.CheckedVote.CheckResult;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.PublicKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VoteSetTest {

  private static final BlockId FIRST = Signers.blockId(1);
  private static final BlockId SECOND = Signers.blockId(2);

  private Signers signers;
  private VoteSet set;

  @BeforeEach
  void makeSet() throws InvalidChainDataException {
    signers = Signers.of(4, 9);
    set = newSet(SignedMsgType.PRECOMMIT);
  }

  private VoteSet newSet(SignedMsgType type) {
    return new VoteSet(CHAIN, 5, 1, type, signers.set(), false);
  }

  private Vote vote(int index, BlockId id) {
    return signers.vote(index, SignedMsgType.PRECOMMIT, 5, 1, id);
  }

  @Test
  void aConflictingVoteIsEvidenceButForgottenUnlessAPeerClaimsItsBlock() {
    Vote first = vote(0, FIRST);
    assertThat(set.add(first)).isEqualTo(new VoteOutcome.Added());
    assertThat(set.add(vote(0, SECOND))).isEqualTo(new VoteOutcome.Conflicting(first, false));
    assertThat(set.bitsFor(SECOND)).isEmpty();
    assertThat(set.claimMajority("peer", SECOND)).isTrue();
    assertThat(set.add(vote(0, SECOND))).isEqualTo(new VoteOutcome.Conflicting(first, true));
    assertThat(set.add(vote(0, SECOND))).isEqualTo(new VoteOutcome.Duplicate());
    assertThat(set.vote(0)).contains(first);
  }

  @Test
  void theVotesForTheMajorityTakeThePlaceOfOthers() {
    set.claimMajority("peer", SECOND);
    set.add(vote(0, FIRST));
    set.add(vote(0, SECOND));
    set.add(vote(1, SECOND));
    assertThat(set.majority()).isEmpty();
    set.add(vote(2, SECOND));
    assertThat(set.majority()).contains(SECOND);
    assertThat(set.vote(0)).contains(vote(0, SECOND));
    assertThat(set.toExtendedCommit().toCommit().signatures().get(0).isForBlock()).isTrue();
    assertThat(set.votes()).hasSize(3);
  }

  @Test
  void votesForAnotherBlockAreAbsentFromTheCommit() {
    set.add(vote(0, SECOND));
    for (int i = 1; i < 4; i++) {
      set.add(vote(i, FIRST));
    }
    assertThat(set.isCommit()).isTrue();
    assertThat(set.hasAll()).isTrue();
    var commit = set.toExtendedCommit().toCommit();
    assertThat(commit.signatures().get(0).isAbsent()).isTrue();
    assertThat(commit.signatures().get(3).isForBlock()).isTrue();
  }

  @Test
  void aPeerClaimsOneBlockAndItsClaimIsForgottenWithIt() {
    assertThat(set.claimMajority("a", FIRST)).isTrue();
    assertThat(set.claimMajority("a", FIRST)).isTrue();
    assertThat(set.claimMajority("a", SECOND)).isFalse();
    assertThat(set.claimMajority("b", FIRST)).isTrue();
    set.forget("a");
    assertThat(set.bitsFor(FIRST)).as("b claims it still").isPresent();
    set.forget("b");
    assertThat(set.bitsFor(FIRST)).as("nobody claims it").isEmpty();
    assertThat(set.claimMajority("a", SECOND)).isTrue();
    set.forget("nobody");
  }

  @Test
  void votesOutliveTheClaimThatTheyWereKeptFor() {
    set.add(vote(0, FIRST));
    set.claimMajority("a", SECOND);
    set.add(vote(0, SECOND));
    set.forget("a");
    assertThat(set.bitsFor(SECOND).orElseThrow().get(0)).isTrue();
    assertThat(set.add(vote(1, SECOND)).isAdded()).isTrue();
  }

  @Test
  void aVoteCheckedWithAnotherKeyOrChainIsCheckedAgain() throws Exception {
    Signers others = Signers.of(4, 10);
    Vote foreign = others.vote(0, SignedMsgType.PRECOMMIT, 5, 1, FIRST);
    PublicKey theirs = others.set().get(0).publicKey();
    Bytes address = signers.set().get(0).address();
    CheckResult.Good good = (CheckResult.Good) CheckedVote.check(foreign, CHAIN, theirs, false);
    assertThat(set.add(good.vote()))
        .isEqualTo(new VoteOutcome.Rejected(VoteOutcome.Reason.ADDRESS));
    assertThat(good.vote().wasCheckedFor(CHAIN, theirs, false)).isTrue();
    assertThat(good.vote().wasCheckedFor("other", theirs, false)).isFalse();
    assertThat(good.vote().wasCheckedFor(CHAIN, theirs, true)).isFalse();
    assertThat(good.vote().wasCheckedFor(CHAIN, signers.set().get(0).publicKey(), false)).isFalse();
    assertThat(address).isNotEqualTo(foreign.validatorAddress());
  }

  @Test
  void onlyPrecommitsWithAMajorityMakeACommit() {
    assertThatExceptionOfType(ChainException.class).isThrownBy(set::toExtendedCommit);
    VoteSet prevotes = newSet(SignedMsgType.PREVOTE);
    for (int i = 0; i < 4; i++) {
      prevotes.add(signers.vote(i, SignedMsgType.PREVOTE, 5, 1, FIRST));
    }
    assertThat(prevotes.majority()).contains(FIRST);
    assertThat(prevotes.isCommit()).isFalse();
    assertThatExceptionOfType(ChainException.class).isThrownBy(prevotes::toExtendedCommit);
    assertThatExceptionOfType(ChainException.class)
        .isThrownBy(() -> new VoteSet(CHAIN, 0, 0, SignedMsgType.PREVOTE, signers.set(), false));
  }
}
