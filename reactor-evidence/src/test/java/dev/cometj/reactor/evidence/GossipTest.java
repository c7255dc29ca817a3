package dev.cometj.reactor.evidence;

import static dev.cometj.reactor.evidence.EvidenceBench.deliver;
import static dev.cometj.reactor.evidence.EvidenceBench.told;
import static dev.cometj.reactor.evidence.EvidenceChannel.EVIDENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.Evidence;
import dev.cometj.chain.service.PeerHeight;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import dev.cometj.p2p.testkit.reactor.Sent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What peers are told")
final class GossipTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Duration ALMOST = Duration.ofMillis(9_999);
  private static final Duration BLINK = Duration.ofMillis(1);

  private final TestChain chain = new TestChain().grow(20);
  private final EvidenceBench bench = EvidenceBench.on(chain);
  private final Evidence first = chain.twoVotes(0, 5);
  private final Evidence second = chain.twoVotes(1, 3);

  @Test
  @DisplayName("PE-04 pending evidence is sent at once, one piece a message, in the order it came")
  void oneEach() {
    bench.add(first);
    bench.add(second);
    ScriptedPeer peer = bench.peerAt("bob", 20);
    assertThat(told(peer)).containsExactly(first, second);
  }

  @Test
  @DisplayName("PE-04 (better: new evidence wakes the gossip, nothing polls)")
  void wakes() {
    ScriptedPeer peer = bench.peerAt("bob", 20);
    long events = bench.harness.world().eventCount();
    bench.pass(Duration.ofHours(1));
    assertThat(bench.harness.world().eventCount()).isEqualTo(events);
    bench.add(first);
    bench.harness.world().settle();
    assertThat(told(peer)).containsExactly(first);
  }

  @Test
  @DisplayName("PE-04 ten seconds after the last piece all is told again from the front")
  void rebroadcast() {
    bench.add(first);
    ScriptedPeer peer = bench.peerAt("bob", 20);
    bench.pass(Duration.ofSeconds(4));
    bench.add(second);
    peer.clearSent();
    bench.pass(ALMOST);
    assertThat(told(peer)).isEmpty();
    bench.pass(BLINK);
    assertThat(told(peer)).containsExactly(first, second);
    peer.clearSent();
    bench.pass(TEN_SECONDS);
    assertThat(told(peer)).containsExactly(first, second);
  }

  @Test
  @DisplayName("PE-04 what is committed is told no more")
  void committedIsTold() {
    bench.add(first);
    bench.add(second);
    ScriptedPeer peer = bench.peerAt("bob", 20);
    bench.commit(List.of(first));
    peer.clearSent();
    bench.pass(TEN_SECONDS);
    assertThat(told(peer)).containsExactly(second);
  }

  @Test
  @DisplayName("PE-04 a failed send is tried again after 100 ms with the same piece")
  void retries() {
    bench.add(first);
    bench.add(second);
    ScriptedPeer peer = bench.peer("bob").connect();
    peer.fill(EVIDENCE);
    peer.publish(PeerHeight.KEY, 20L);
    bench.pass(TEN_SECONDS);
    peer.drain(EVIDENCE);
    assertThat(told(peer)).isEmpty();
    bench.pass(Duration.ofMillis(99));
    assertThat(told(peer)).isEmpty();
    bench.pass(BLINK);
    assertThat(told(peer)).containsExactly(first, second);
  }

  @Test
  @DisplayName("PE-04 a peer that reads slowly gets each piece once there is room, in order")
  void slowPeer() {
    bench.add(first);
    bench.add(second);
    ScriptedPeer peer = bench.peer("bob").connect();
    peer.fill(EVIDENCE);
    peer.publish(PeerHeight.KEY, 20L);
    bench.pass(Duration.ofSeconds(9));
    peer.drain(EVIDENCE);
    assertThat(told(peer)).containsExactly(first, second);
  }

  @Test
  @DisplayName("PE-03 a peer whose height nobody knows is told nothing until it is known")
  void noHeight() {
    bench.add(first);
    ScriptedPeer peer = bench.peer("bob").connect();
    bench.pass(Duration.ofMinutes(1));
    assertThat(told(peer)).isEmpty();
    peer.publish(PeerHeight.KEY, 6L);
    assertThat(told(peer)).containsExactly(first);
  }

  @Test
  @DisplayName("PE-03 a peer is told only what is below its height")
  void behind() {
    bench.add(first);
    bench.add(second);
    ScriptedPeer peer = bench.peerAt("bob", 5);
    assertThat(told(peer)).containsExactly(second);
    peer.publish(PeerHeight.KEY, 6L);
    assertThat(told(peer)).containsExactly(second, first);
    bench.pass(ALMOST);
    assertThat(told(peer)).hasSize(2);
  }

  @Test
  @DisplayName("PE-03 a peer is not told what is too old by its height, at the limit it is")
  void tooOldForThePeer() {
    TestChain fast = new TestChain(TestChain.SHORT).grow(8);
    EvidenceBench here = EvidenceBench.on(fast);
    Evidence evidence = fast.twoVotes(0, 5);
    here.add(evidence);
    ScriptedPeer atLimit = here.peerAt("at the limit", 15);
    ScriptedPeer above = here.peerAt("above", 16);
    here.pass(Duration.ofMinutes(1));
    assertThat(told(atLimit)).isNotEmpty();
    assertThat(told(above)).isEmpty();
  }

  @Test
  @DisplayName("PE-01 a peer that stops ends both waits: for a first piece, and for the next")
  void stopsWaiting() {
    ScriptedPeer waitsForFirst = bench.peerAt("first", 20);
    waitsForFirst.disconnect();
    bench.add(first);
    assertThat(told(waitsForFirst)).isEmpty();
    ScriptedPeer waitsForNext = bench.peerAt("next", 20);
    assertThat(told(waitsForNext)).hasSize(1);
    waitsForNext.disconnect();
    bench.add(second);
    bench.pass(Duration.ofMinutes(1));
    assertThat(told(waitsForNext)).hasSize(1);
  }

  @Test
  @DisplayName("PE-01 the reactor's stop ends all waits")
  void reactorStops() {
    bench.add(first);
    ScriptedPeer peer = bench.peerAt("bob", 20);
    bench.harness.stop();
    peer.clearSent();
    bench.harness.world().runUntilIdle();
    assertThat(told(peer)).isEmpty();
  }

  @Test
  @DisplayName("A37 who connects and disconnects a thousand times leaves nothing behind")
  void leavesNothing() {
    bench.add(first);
    for (int i = 0; i < 1_000; i++) {
      bench.peerAt("bob " + i, 20).disconnect();
    }
    long events = bench.harness.world().eventCount();
    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.harness.world().eventCount() - events).isLessThan(10);
  }

  @Test
  @DisplayName("PE-02 nothing is sent to a peer that does not run, though something is at hand")
  void notRunning() {
    bench.add(first);
    ScriptedPeer peer = bench.peer("bob").admit();
    peer.publish(PeerHeight.KEY, 20L);
    bench.pass(TEN_SECONDS);
    assertThat(told(peer)).isEmpty();
    peer.start();
    assertThat(told(peer)).containsExactly(first);
  }

  @Test
  @DisplayName("PE-02 whether the peer runs is asked each time that something is at hand")
  void asksEachTime() {
    StoppingPeer peer = new StoppingPeer(20);
    bench.add(first);
    bench.add(second);
    bench.direct(reactor -> reactor.peerStarted(reactor.admit(peer)));
    assertThat(peer.asked()).isEqualTo(2);
    assertThat(peer.sent()).isEqualTo(1);
  }

  @Test
  @DisplayName("PE-05 evidence goes back to the peer it came from as well, as the original does")
  void echo() {
    ScriptedPeer peer = bench.peerAt("bob", 20);
    deliver(peer, first);
    bench.pass(BLINK);
    assertThat(told(peer)).containsExactly(first);
  }

  @Test
  @DisplayName("PE-05 conflicting votes are told of only after their height is decided")
  void conflictingVotes() {
    ScriptedPeer peer = bench.peerAt("bob", 30);
    var evidence = chain.twoVotes(2, 21);
    bench.pool().reportConflictingVotes(evidence.voteB(), evidence.voteA());
    bench.pass(Duration.ofMinutes(1));
    assertThat(told(peer)).isEmpty();
    bench.commitBlocks(1);
    assertThat(told(peer)).containsExactly(evidence);
  }

  @Test
  @DisplayName("PE-04 a peer without the channel is told nothing and not stopped")
  void noChannel() {
    bench.add(first);
    ScriptedPeer peer = bench.peer("bob");
    var info = peer.nodeInfo();
    peer.nodeInfo(
            new dev.cometj.p2p.NodeInfo(
                info.versions(),
                info.id(),
                info.listenAddress(),
                info.network(),
                info.version(),
                List.of(0x40),
                info.moniker(),
                info.txIndex(),
                info.rpcAddress()))
        .connect()
        .publish(PeerHeight.KEY, 20L);
    bench.pass(Duration.ofMinutes(1));
    assertThat(peer.sent()).isEqualTo(List.<Sent>of());
    assertThat(peer.stopReason()).isEmpty();
  }
}
