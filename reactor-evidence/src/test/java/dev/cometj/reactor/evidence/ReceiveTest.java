package dev.cometj.reactor.evidence;

import static dev.cometj.reactor.evidence.EvidenceBench.deliver;
import static dev.cometj.reactor.evidence.EvidenceBench.isStoppedForInvalidEvidence;
import static dev.cometj.reactor.evidence.EvidenceChannel.EVIDENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Vote;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Evidence of peers")
final class ReceiveTest {
  private final TestChain chain = new TestChain().grow(20);
  private final EvidenceBench bench = EvidenceBench.on(chain);

  private DuplicateVoteEvidence forged(long height) {
    Vote good = chain.vote(chain.key(0), SignedMsgType.PREVOTE, height, 0, TestChain.blockId(0));
    Vote bad =
        chain
            .vote(chain.key(0), SignedMsgType.PREVOTE, height, 0, TestChain.blockId(1))
            .signed(good.timestamp(), Bytes.wrap(new byte[64]));
    return chain.twoVotes(good, bad);
  }

  @Test
  @DisplayName("SE-02 true evidence of both kinds is kept, and the peer stays")
  void keepsTrueEvidence() {
    ScriptedPeer peer = bench.peer("bob").connect();
    Evidence votes = chain.twoVotes(0, 5);
    Evidence attack = new Attacks(chain).lunatic(6, 9);
    deliver(peer, votes);
    deliver(peer, attack);
    assertThat(bench.pending()).containsExactly(votes, attack);
    assertThat(peer.stopReason()).isEmpty();
  }

  @Test
  @DisplayName("SE-01 a list of which one piece breaks a rule of form stops the peer")
  void malformed() {
    ScriptedPeer peer = bench.peer("bob").connect();
    DuplicateVoteEvidence good = chain.twoVotes(0, 5);
    Evidence swapped =
        new DuplicateVoteEvidence(
            good.voteB(),
            good.voteA(),
            good.totalVotingPower(),
            good.validatorPower(),
            good.timestamp());
    peer.deliverBytes(EVIDENCE, new EvidenceList(List.of(good, swapped)).encode().toByteArray());
    assertThat(peer.stopReason()).containsInstanceOf(StopReason.Malformed.class);
    assertThat(bench.pending()).isEmpty();
  }

  @Test
  @DisplayName("SE-01 bytes that are no message stop the peer, and an empty list does nothing")
  void noMessage() {
    ScriptedPeer silent = bench.peer("silent").connect();
    silent.deliverBytes(EVIDENCE, new byte[0]);
    assertThat(silent.stopReason()).isEmpty();
    ScriptedPeer noisy = bench.peer("noisy").connect();
    noisy.deliverBytes(EVIDENCE, new byte[] {0x0a, 0x05, 0x01});
    assertThat(noisy.stopReason()).containsInstanceOf(StopReason.Malformed.class);
  }

  @Test
  @DisplayName(
      "SE-02 evidence that is not true stops the peer, and the rest of its list is ignored")
  void invalidStops() {
    ScriptedPeer peer = bench.peer("bob").connect();
    Evidence before = chain.twoVotes(0, 5);
    Evidence after = chain.twoVotes(1, 5);
    deliver(peer, before, forged(6), after);
    bench.harness.world().settle();
    assertThat(isStoppedForInvalidEvidence(peer)).isTrue();
    assertThat(bench.harness.network().stops()).hasSize(1);
    assertThat(bench.pending()).containsExactly(before);
  }

  @Test
  @DisplayName("SE-02 several false pieces of one peer stop it once")
  void stopsOnce() {
    ScriptedPeer peer = bench.peer("bob").connect();
    bench.harness.call(() -> {});
    deliver(peer, forged(5), forged(6), forged(7));
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.harness.network().stops()).hasSize(1);
  }

  @Test
  @DisplayName("SE-02 (better: evidence of a height that this node has not reached is ignored)")
  void notReached() {
    ScriptedPeer peer = bench.peer("bob").connect();
    deliver(peer, chain.twoVotes(0, 21));
    assertThat(peer.stopReason()).isEmpty();
    assertThat(bench.pending()).isEmpty();
    assertThat(bench.ignored()).isEqualTo(1);
    bench.commitBlocks(1);
    deliver(peer, chain.twoVotes(0, 21));
    assertThat(bench.pending()).hasSize(1);
  }

  @Test
  @DisplayName(
      "SE-02 (better: evidence that is too old is ignored, because the sender may not know how far we are)")
  void tooOld() {
    TestChain fast = new TestChain(TestChain.SHORT).grow(20);
    EvidenceBench here = EvidenceBench.on(fast);
    ScriptedPeer peer = here.peer("bob").connect();
    deliver(peer, fast.twoVotes(0, 9));
    assertThat(peer.stopReason()).isEmpty();
    assertThat(here.pending()).isEmpty();
    deliver(peer, fast.twoVotes(0, 10));
    assertThat(here.pending()).hasSize(1);
  }

  @Test
  @DisplayName("SE-02 evidence that is pending or committed already is no error")
  void knownAlready() {
    ScriptedPeer peer = bench.peer("bob").connect();
    Evidence evidence = chain.twoVotes(0, 5);
    deliver(peer, evidence);
    deliver(peer, evidence);
    assertThat(bench.pending()).containsExactly(evidence);
    bench.commit(List.of(evidence));
    assertThat(bench.pending()).isEmpty();
    deliver(peer, evidence);
    assertThat(bench.pending()).isEmpty();
    assertThat(peer.stopReason()).isEmpty();
    assertThat(bench.ignored()).isZero();
  }

  @Test
  @DisplayName("SE-02 the stores' failure is not the peer's fault")
  void storeFails() {
    EvidenceBench here = EvidenceBench.on(chain, new FailingEvidenceStore());
    ScriptedPeer peer = here.peer("bob").connect();
    deliver(peer, chain.twoVotes(0, 5));
    assertThat(peer.stopReason()).isEmpty();
    assertThat(here.ignored()).isEqualTo(1);
  }

  @Test
  @DisplayName("A35 evidence with another time than that of its block stops the peer")
  void otherTime() {
    ScriptedPeer peer = bench.peer("bob").connect();
    DuplicateVoteEvidence good = chain.twoVotes(0, 5);
    deliver(
        peer,
        new DuplicateVoteEvidence(
            good.voteA(),
            good.voteB(),
            good.totalVotingPower(),
            good.validatorPower(),
            TestChain.timeOf(6)));
    assertThat(isStoppedForInvalidEvidence(peer)).isTrue();
  }

  @Test
  @DisplayName("a verdict that comes after the peer has gone does no harm")
  void goneMeanwhile() {
    bench.direct(reactor -> {
      EvidenceSession session = reactor.admit(new StoppingPeer(0));
      reactor.peerStarted(session);
      reactor.receive(session, EVIDENCE, new EvidenceList(List.of(forged(6))));
      reactor.peerStopped(session, new StopReason.LinkFailure("gone"));
    });
    assertThat(bench.harness.network().stops()).isEmpty();
    assertThat(bench.ignored()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "a validator that makes evidence without end fills its own share only, and nobody is stopped for it")
  void floodOfTrueEvidence() {
    ScriptedPeer peer = bench.peer("bob").connect();
    List<Evidence> many = new ArrayList<>();
    for (int round = 0; round < 150; round++) {
      many.add(chain.twoVotes(0, 5, round));
    }
    many.forEach(piece -> deliver(peer, piece));
    Evidence other = chain.twoVotes(1, 5);
    deliver(peer, other);
    assertThat(bench.pending()).hasSize(101).contains(other);
    assertThat(bench.ignored()).isEqualTo(50);
    assertThat(peer.stopReason()).isEmpty();
    bench.commit(bench.pending());
    deliver(peer, many.getLast());
    assertThat(bench.pending()).containsExactly(many.getLast());
  }

  @Test
  @DisplayName(
      "what one peer brings waits in a bounded backlog, the rest is dropped, and others go on")
  void backlog() {
    Evidence honest = chain.twoVotes(1, 5);
    bench.direct(reactor -> {
      EvidenceSession flooder = reactor.admit(new StoppingPeer(0));
      EvidenceSession other = reactor.admit(new StoppingPeer(0));
      for (int round = 0; round < 30; round++) {
        Evidence large = large(round);
        reactor.receive(flooder, EVIDENCE, new EvidenceList(List.of(large)));
      }
      reactor.receive(other, EVIDENCE, new EvidenceList(List.of(honest)));
    });
    assertThat(bench.pending()).hasSize(12).contains(honest);
    assertThat(bench.ignored()).isEqualTo(19);
  }

  /// True evidence of 100 kB: nobody checks the extension.
  private Evidence large(int round) {
    DuplicateVoteEvidence small = chain.twoVotes(0, 5, round);
    return chain.twoVotes(
        small.voteA().extended(Bytes.wrap(new byte[100_000]), Bytes.wrap(new byte[64])),
        small.voteB());
  }
}
