package dev.cometj.reactor.pex;

import static dev.cometj.reactor.pex.PexBench.addresses;
import static dev.cometj.reactor.pex.PexBench.answersTo;
import static dev.cometj.reactor.pex.PexBench.ask;
import static dev.cometj.reactor.pex.PexChannel.PEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Peers ask for addresses")
final class RequestTest {
  private static final Duration ALMOST_TEN_SECONDS = Duration.ofMillis(9_999);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @Test
  @DisplayName("PX-14 an ordinary node answers with a selection of the book")
  void answers() {
    PexBench bench = PexBench.node().startKnowing(addresses(0, 200));
    ScriptedPeer peer = bench.peer("bob").connect();
    ask(peer);
    assertThat(answersTo(peer)).hasSize(1);
    assertThat(answersTo(peer).getFirst().addrs()).hasSize(46).doesNotHaveDuplicates();
    assertThat(peer.stopReason()).isEmpty();
  }

  @Test
  @DisplayName("PX-14 a node that knows nobody answers with an empty list")
  void emptyAnswer() {
    PexBench bench = PexBench.node().start();
    ScriptedPeer peer = bench.peer("bob").outbound().connect();
    ask(peer);
    assertThat(answersTo(peer)).hasSize(1);
    assertThat(answersTo(peer).getFirst().addrs()).isEmpty();
  }

  @Test
  @DisplayName(
      "SX-03 strict: a third request within ten seconds stops the peer and bans it for a day")
  void strictlyTooSoon() {
    PexBench bench = PexBench.node().with("cometj.pex_strict", "true").start();
    ScriptedPeer peer = bench.peer("bob").connect();
    ask(peer);
    ask(peer);
    bench.pass(ALMOST_TEN_SECONDS);
    assertThat(answersTo(peer)).hasSize(2);
    assertThat(bench.known()).containsExactly(peer.id());
    ask(peer);
    assertThat(bench.network().stops()).hasSize(1);
    assertThat(peer.stopReason()).containsInstanceOf(StopReason.LimitExceeded.class);
    assertThat(answersTo(peer)).hasSize(2);
    assertThat(bench.banned()).containsExactly(peer.id());
    assertThat(bench.known()).isEmpty();
    bench.pass(Duration.ofHours(23));
    assertThat(bench.banned()).containsExactly(peer.id());
    bench.pass(Duration.ofHours(2));
    assertThat(bench.known()).containsExactly(peer.id());
  }

  @Test
  @DisplayName("SX-03 strict: the first two requests are free, and then one every ten seconds is")
  void strictlyInTime() {
    PexBench bench = PexBench.node().with("cometj.pex_strict", "true").start();
    ScriptedPeer peer = bench.peer("bob").connect();
    ask(peer);
    bench.pass(Duration.ofHours(1));
    ask(peer);
    for (int i = 0; i < 5; i++) {
      bench.pass(TEN_SECONDS);
      ask(peer);
    }
    assertThat(answersTo(peer)).hasSize(7);
    assertThat(peer.stopReason()).isEmpty();
  }

  @Test
  @DisplayName(
      "SX-03 (better: by default a third request within ten seconds is answered when they are over)")
  void leniently() {
    PexBench bench = PexBench.node().start();
    ScriptedPeer peer = bench.peer("bob").connect();
    ask(peer);
    ask(peer);
    bench.pass(Duration.ofSeconds(3));
    ask(peer);
    bench.pass(Duration.ofMillis(6_999));
    assertThat(answersTo(peer)).hasSize(2);
    bench.pass(Duration.ofMillis(1));
    assertThat(answersTo(peer)).hasSize(3);
    bench.pass(ALMOST_TEN_SECONDS);
    ask(peer);
    assertThat(answersTo(peer)).hasSize(3);
    bench.pass(TEN_SECONDS);
    assertThat(answersTo(peer)).hasSize(4);
    assertThat(peer.stopReason()).isEmpty();
    assertThat(bench.banned()).isEmpty();
  }

  @Test
  @DisplayName(
      "SX-03 by default a peer that asks again while it waits for an answer is stopped and banned")
  void impatient() {
    PexBench bench = PexBench.node().start();
    ScriptedPeer peer = bench.peer("bob").connect();
    for (int i = 0; i < 4; i++) {
      ask(peer);
    }
    assertThat(peer.stopReason()).containsInstanceOf(StopReason.LimitExceeded.class);
    assertThat(bench.banned()).containsExactly(peer.id());
    bench.pass(Duration.ofMinutes(1));
    assertThat(answersTo(peer)).hasSize(2);
  }

  @Test
  @DisplayName("an answer that was to come later is not sent to a peer that is gone")
  void goneMeanwhile() {
    PexBench bench = PexBench.node().start();
    ScriptedPeer peer = bench.peer("bob").connect();
    for (int i = 0; i < 3; i++) {
      ask(peer);
    }
    peer.disconnect();
    bench.pass(Duration.ofMinutes(1));
    assertThat(answersTo(peer)).hasSize(2);
  }

  @Test
  @DisplayName("PX-03 each peer has a pace of its own")
  void paceOfEach() {
    PexBench bench = PexBench.node().with("cometj.pex_strict", "true").start();
    ScriptedPeer bob = bench.peer("bob").connect();
    ScriptedPeer carol = bench.peer("carol").connect();
    ask(bob);
    ask(carol);
    ask(bob);
    ask(carol);
    assertThat(bob.stopReason()).isEmpty();
    assertThat(carol.stopReason()).isEmpty();
  }

  @Test
  @DisplayName("PX-02 a peer that reconnects begins with free requests again")
  void reconnects() {
    PexBench bench = PexBench.node().with("cometj.pex_strict", "true").start();
    ScriptedPeer first = bench.peer("bob").connect();
    ask(first);
    ask(first);
    first.disconnect();
    ScriptedPeer second = bench.peer("bob").connect();
    ask(second);
    ask(second);
    assertThat(second.stopReason()).isEmpty();
    assertThat(answersTo(second)).hasSize(2);
  }

  @Test
  @DisplayName("SX-01 a seed answers an inbound peer once, flushes, and lets it go")
  void seedAnswersOnce() {
    PexBench bench = PexBench.seed().start();
    bench.know(addresses(0, 400));
    for (int i = 0; i < 200; i++) {
      bench.service().markGood(PexBench.address(i).id());
    }
    ScriptedPeer peer = bench.peer("bob").connect();
    ask(peer);
    assertThat(answersTo(peer)).hasSize(1);
    assertThat(peer.wasFlushed()).isTrue();
    assertThat(bench.network().released()).containsExactly(peer);
    assertThat(bench.network().stops()).isEmpty();
    Set<String> proven =
        java.util.Arrays.stream(addresses(0, 200))
            .map(address -> address.id().text())
            .collect(Collectors.toSet());
    long fresh =
        answersTo(peer).getFirst().addrs().stream()
            .takeWhile(address -> !proven.contains(address.id()))
            .count();
    assertThat(answersTo(peer).getFirst().addrs()).hasSize(92);
    assertThat(fresh).isEqualTo(28); // 30 percent of 92, in front
  }

  @Test
  @DisplayName("PX-10 a seed hangs up only after its answer has left")
  void seedFlushes() {
    PexBench bench = PexBench.seed().start();
    ScriptedPeer peer = bench.peer("bob").connect();
    peer.fill(PEX);
    ask(peer);
    assertThat(peer.wasFlushed()).isFalse();
    bench.pass(Duration.ofSeconds(5));
    peer.drain(PEX);
    assertThat(answersTo(peer)).hasSize(1);
    assertThat(peer.wasFlushed()).isTrue();
    assertThat(bench.network().released()).containsExactly(peer);
  }

  @Test
  @DisplayName("PX-04 a seed ignores further requests of a peer it has served")
  void seedIgnoresMore() {
    PexBench bench = PexBench.seed().start();
    ScriptedPeer peer = bench.peer("bob").connect();
    peer.fill(PEX);
    for (int i = 0; i < 20; i++) {
      ask(peer);
    }
    peer.drain(PEX);
    assertThat(answersTo(peer)).hasSize(1);
    assertThat(bench.network().stops()).isEmpty();
    assertThat(bench.banned()).isEmpty();
  }

  @Test
  @DisplayName("PX-08 a seed treats a peer that it dialled as an ordinary node does")
  void seedAndOutbound() {
    PexBench bench = PexBench.seed().with("cometj.pex_strict", "true").start();
    ScriptedPeer peer = bench.peer("bob").outbound().connect();
    ask(peer);
    ask(peer);
    assertThat(answersTo(peer)).hasSize(2);
    assertThat(peer.wasFlushed()).isFalse();
    ask(peer);
    assertThat(peer.stopReason()).containsInstanceOf(StopReason.LimitExceeded.class);
  }

  @Test
  @DisplayName("PX-11 a ban holds by id, whatever port the peer's socket has")
  void bansById() {
    PexBench bench = PexBench.node().with("cometj.pex_strict", "true").start();
    ScriptedPeer peer = bench.peer("bob");
    NodeId id = peer.id();
    peer.nodeInfo(PexBench.listeningOn(peer, "tcp://8.8.8.8:26656")).connect();
    assertThat(bench.known()).containsExactly(id);
    for (int i = 0; i < 3; i++) {
      ask(peer);
    }
    assertThat(bench.known()).isEmpty();
    assertThat(bench.banned()).containsExactly(id);
  }
}
