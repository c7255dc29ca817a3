package dev.cometj.reactor.evidence;

import static dev.cometj.reactor.evidence.EvidenceBench.deliver;
import static dev.cometj.reactor.evidence.EvidenceBench.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.LightClientAttackEvidence;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.service.BlockRule;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.EvidenceStore;
import dev.cometj.chain.service.InvalidBlockException;
import dev.cometj.chain.service.RefusedEvidenceException;
import dev.cometj.chain.service.RefusedEvidenceException.Reason;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.p2p.testkit.reactor.ReactorHarness;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The evidence pool, as executor, consensus and RPC use it")
final class PoolServiceTest {
  private final TestChain chain = new TestChain().grow(20);
  private final EvidenceBench bench = EvidenceBench.on(chain);

  private Optional<Reason> refusal(Evidence evidence) {
    return bench
        .failure(bench.pool().add(evidence))
        .map(failure -> ((RefusedEvidenceException) failure).reason());
  }

  private Optional<BlockRule> broken(Evidence... evidence) {
    return bench
        .failure(bench.pool().check(List.of(evidence)))
        .map(failure -> ((InvalidBlockException) failure).rule());
  }

  private DuplicateVoteEvidence wrongPower(DuplicateVoteEvidence good) {
    return new DuplicateVoteEvidence(
        good.voteA(),
        good.voteB(),
        good.totalVotingPower(),
        good.validatorPower() + 1,
        good.timestamp());
  }

  @Test
  @DisplayName("a proposal gets evidence by height and hash, as much as fits")
  void proposal() {
    Evidence low = chain.twoVotes(0, 3);
    Evidence middle = chain.twoVotes(1, 5);
    Evidence high = chain.twoVotes(2, 9);
    List.of(high, low, middle).forEach(bench::add);
    assertThat(bench.pending()).containsExactly(low, middle, high);
    long two = new EvidenceList(List.of(low, middle)).encodedSize();
    assertThat(bench.await(bench.pool().pending(two)).pieces()).containsExactly(low, middle);
    assertThat(bench.await(bench.pool().pending(two - 1)).pieces()).containsExactly(low);
    assertThat(bench.await(bench.pool().pending(0))).isSameAs(EvidenceList.EMPTY);
  }

  @Test
  @DisplayName("a user's evidence is kept, refused with a reason, or known already")
  void add() {
    DuplicateVoteEvidence good = chain.twoVotes(0, 5);
    assertThat(refusal(good)).isEmpty();
    assertThat(refusal(good)).isEmpty();
    assertThat(refusal(wrongPower(chain.twoVotes(1, 5)))).contains(Reason.INVALID);
    assertThat(refusal(chain.twoVotes(0, 30))).contains(Reason.UNDECIDED);
    assertThat(bench.pending()).containsExactly(good);
    bench.commit(List.of(good));
    assertThat(refusal(good)).isEmpty();
    assertThat(bench.pending()).isEmpty();
  }

  @Test
  @DisplayName("a block's evidence is kept if it is true, and so is told of")
  void checkKeeps() {
    ScriptedPeer peer = bench.peerAt("bob", 20);
    Evidence votes = chain.twoVotes(0, 5);
    Evidence attack = new Attacks(chain).equivocation(7);
    assertThat(broken(votes, attack)).isEmpty();
    assertThat(bench.pending()).containsExactly(votes, attack);
    assertThat(told(peer)).containsExactlyInAnyOrder(votes, attack);
  }

  @Test
  @DisplayName("a block without evidence is right at once")
  void checkNothing() {
    assertThat(bench.pool().check(List.of()).toCompletableFuture()).isCompleted();
  }

  @Test
  @DisplayName(
      "a block is refused for evidence that is false, unknown, committed before, or there twice")
  void checkRefuses() {
    Evidence good = chain.twoVotes(0, 5);
    assertThat(broken(good, wrongPower(chain.twoVotes(1, 5)))).contains(BlockRule.EVIDENCE);
    assertThat(broken(chain.twoVotes(0, 21))).contains(BlockRule.EVIDENCE);
    assertThat(broken(good, good)).contains(BlockRule.EVIDENCE);
    assertThat(broken(good)).isEmpty();
    assertThat(broken(good, good)).contains(BlockRule.EVIDENCE);
    bench.commit(List.of(good));
    assertThat(broken(good)).contains(BlockRule.EVIDENCE);
  }

  @Test
  @DisplayName(
      "A29 a light client attack is checked even if one with the same hash is pending: its signatures may differ")
  void checksAttacksAgain() {
    Attacks attacks = new Attacks(chain);
    LightClientAttackEvidence good = attacks.lunatic(5, 8);
    assertThat(broken(good)).isEmpty();
    LightClientAttackEvidence bad =
        new LightClientAttackEvidence(
            good.conflictingBlock(),
            5,
            good.byzantineValidators().subList(0, 3),
            good.totalVotingPower(),
            good.timestamp());
    assertThat(bad.hash()).isEqualTo(good.hash());
    assertThat(broken(bad)).contains(BlockRule.EVIDENCE);
    assertThat(broken(good)).isEmpty();
  }

  @Test
  @DisplayName("PE-05 evidence expires only when it is too old both in blocks and in time")
  void expiryNeedsBoth() {
    TestChain fast = new TestChain(TestChain.SHORT).grow(5);
    EvidenceBench here = EvidenceBench.on(fast);
    here.add(fast.twoVotes(0, 5));
    here.add(fast.twoVotes(0, 4));
    here.commitBlocks(9);
    assertThat(here.pending()).hasSize(2);
    here.commitBlocks(1);
    assertThat(here.pending()).as("height 15: 11 blocks and 11 minutes").hasSize(1);
    State slow = withTime(fast.grow(List.of()), 5);
    here.await(here.pool().update(slow, List.of()));
    assertThat(here.pending()).as("11 blocks, but 10 minutes").hasSize(1);
    here.await(here.pool().update(fast.grow(List.of()), List.of()));
    assertThat(here.pending()).isEmpty();
    assertThat(fast.evidence().pending()).isEmpty();
  }

  /// A state with the time that lets evidence of a height be just not too old.
  private static State withTime(State state, long evidenceHeight) {
    return new State(
        state.version(),
        state.software(),
        state.chainId(),
        state.initialHeight(),
        state.lastBlockHeight(),
        state.lastBlockId(),
        TestChain.timeOf(evidenceHeight).plus(TestChain.SHORT.maxAgeDuration()),
        state.nextValidators(),
        state.validators(),
        state.lastValidators(),
        state.lastHeightValidatorsChanged(),
        state.consensusParams(),
        state.lastHeightConsensusParamsChanged(),
        state.lastResultsHash(),
        state.appHash());
  }

  @Test
  @DisplayName(
      "PE-05 conflicting votes become evidence with the time and the powers of their height")
  void conflictingVotes() {
    DuplicateVoteEvidence ofThisHeight = chain.twoVotes(0, 21);
    DuplicateVoteEvidence ofAnEarlierOne = chain.twoVotes(1, 18);
    DuplicateVoteEvidence ofTheNext = chain.twoVotes(2, 22);
    for (DuplicateVoteEvidence each : List.of(ofThisHeight, ofAnEarlierOne, ofTheNext)) {
      bench.pool().reportConflictingVotes(each.voteA(), each.voteB());
      bench.pool().reportConflictingVotes(each.voteB(), each.voteA());
    }
    assertThat(bench.pending()).isEmpty();
    bench.commitBlocks(1);
    assertThat(bench.pending()).containsExactly(ofAnEarlierOne, ofThisHeight);
    bench.commitBlocks(1);
    assertThat(bench.pending()).containsExactly(ofAnEarlierOne, ofThisHeight, ofTheNext);
  }

  @Test
  @DisplayName("PE-05 votes that no validator cast, or that do not conflict, make no evidence")
  void votesOfNobody() {
    var stranger = TestChain.key("stranger");
    var one = chain.vote(stranger, SignedMsgType.PREVOTE, 21, 0, TestChain.blockId(0));
    var other = chain.vote(stranger, SignedMsgType.PREVOTE, 21, 0, TestChain.blockId(1));
    bench.pool().reportConflictingVotes(one, other);
    var same = chain.vote(chain.key(0), SignedMsgType.PREVOTE, 21, 0, TestChain.blockId(0));
    bench.pool().reportConflictingVotes(same, same);
    bench.commitBlocks(1);
    assertThat(bench.pending()).isEmpty();
  }

  @Test
  @DisplayName("PE-05 a validator's conflicting votes fill only its own share of the buffer")
  void boundedBuffer() {
    for (int round = 0; round < 100; round++) {
      DuplicateVoteEvidence each = chain.twoVotes(0, 21, round);
      bench.pool().reportConflictingVotes(each.voteA(), each.voteB());
    }
    DuplicateVoteEvidence other = chain.twoVotes(1, 21);
    bench.pool().reportConflictingVotes(other.voteA(), other.voteB());
    bench.commitBlocks(1);
    assertThat(bench.pending()).hasSize(17).contains(other);
  }

  @Test
  @DisplayName("an update with a block from before the newest state fails and changes nothing")
  void cannotGoBack() {
    State old = chain.state();
    bench.commitBlocks(2);
    assertThat(bench.failure(bench.pool().update(old, List.of()))).isPresent();
    assertThat(bench.failure(bench.pool().update(chain.grow(List.of()), List.of()))).isEmpty();
  }

  @Test
  @DisplayName("what was pending, committed or expired is so after a restart")
  void restart() {
    Evidence stays = chain.twoVotes(0, 5);
    Evidence goes = chain.twoVotes(1, 5);
    bench.add(stays);
    bench.add(goes);
    bench.commit(List.of(goes));
    bench.harness.stop();
    EvidenceBench again = EvidenceBench.on(chain);
    assertThat(again.pending()).containsExactly(stays);
    ScriptedPeer peer = again.peerAt("bob", 30);
    assertThat(told(peer)).containsExactly(stays);
    deliver(peer, goes);
    assertThat(again.pending()).containsExactly(stays);
    assertThat(again.failure(again.pool().check(List.of(goes)))).isPresent();
  }

  @Test
  @DisplayName("what has expired while the node was down is gone after a restart")
  void expiredMeanwhile() {
    TestChain fast = new TestChain(TestChain.SHORT).grow(5);
    EvidenceBench here = EvidenceBench.on(fast);
    here.add(fast.twoVotes(0, 5));
    here.harness.stop();
    fast.grow(11);
    assertThat(EvidenceBench.on(fast).pending()).isEmpty();
    assertThat(fast.evidence().pending()).isEmpty();
  }

  @Test
  @DisplayName(
      "(better: a block that was replayed without the pool has its evidence committed at the next start)")
  void replayedWithoutPool() {
    Evidence evidence = chain.twoVotes(0, 5);
    bench.add(evidence);
    bench.harness.stop();
    chain.grow(List.of(evidence));
    EvidenceBench again = EvidenceBench.on(chain);
    assertThat(again.pending()).isEmpty();
    assertThat(again.failure(again.pool().check(List.of(evidence)))).isPresent();
  }

  @Test
  @DisplayName("(better: or with the next block, if the replay came after the pool had started)")
  void replayedAfterStart() {
    Evidence evidence = chain.twoVotes(0, 5);
    bench.add(evidence);
    chain.grow(List.of(evidence));
    bench.commit(List.of());
    assertThat(bench.pending()).isEmpty();
    assertThat(bench.failure(bench.pool().check(List.of(evidence)))).isPresent();
  }

  @Test
  @DisplayName("what is asked before the pool has started waits for it")
  void askedEarly() {
    Evidence evidence = chain.twoVotes(0, 5);
    chain.evidence().add(evidence).toCompletableFuture().join();
    List<CompletionStage<EvidenceList>> answers = new ArrayList<>();
    var harness =
        ReactorHarness.of(new EvidenceReactorProvider())
            .offer(BlockStore.class, chain.blocks())
            .offer(StateStore.class, chain.states())
            .offer(EvidenceStore.class, chain.evidence())
            .create();
    answers.add(harness.service(EvidencePool.class).pending(-1));
    harness.world().settle();
    assertThat(answers.getFirst().toCompletableFuture()).isNotDone();
    harness.start();
    assertThat(answers.getFirst().toCompletableFuture().join().pieces()).containsExactly(evidence);
  }

  @Test
  @DisplayName("a chain without a block takes no evidence, and no harm")
  void noBlock() {
    EvidenceBench empty = EvidenceBench.on(new TestChain());
    assertThat(empty.pending()).isEmpty();
    deliver(empty.peerAt("bob", 5), chain.twoVotes(0, 1));
    assertThat(empty.ignored()).isEqualTo(1);
    empty.commitBlocks(2);
    assertThat(empty.failure(empty.pool().add(empty.chain.twoVotes(0, 1)))).isEmpty();
  }
}
