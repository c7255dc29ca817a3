package dev.cometj.reactor.pex;

import static dev.cometj.reactor.pex.PexBench.address;
import static dev.cometj.reactor.pex.PexBench.addresses;
import static dev.cometj.reactor.pex.PexBench.requestsTo;
import static dev.cometj.reactor.pex.PexBench.tell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A seed crawls the network")
final class CrawlTest {
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final Duration STAY = Duration.ofHours(28);

  private final PexBench bench = PexBench.seed();

  @Test
  @DisplayName("SX-02 after 28 hours a peer is let go, not before")
  void letsGo() {
    bench.start();
    ScriptedPeer peer = bench.peer("bob").connect();
    bench.pass(STAY.minusSeconds(1));
    assertThat(bench.network().released()).isEmpty();
    bench.pass(PERIOD);
    assertThat(bench.network().released()).containsExactly(peer);
    assertThat(bench.network().stops()).isEmpty();
  }

  @Test
  @DisplayName("PX-09 a persistent peer stays")
  void persistentStays() {
    bench.start();
    ScriptedPeer peer = bench.peer("bob").persistent().connect();
    bench.pass(STAY.multipliedBy(2));
    assertThat(peer.isRunning()).isTrue();
  }

  @Test
  @DisplayName("SX-08 all connected peers are looked at, each by its own time")
  void eachByItsOwnTime() {
    bench.start();
    ScriptedPeer first = bench.peer("first").connect();
    bench.pass(Duration.ofHours(1));
    ScriptedPeer second = bench.peer("second").outbound().connect();
    bench.pass(STAY.minusHours(1).plus(PERIOD));
    assertThat(bench.network().released()).containsExactly(first);
    bench.pass(Duration.ofHours(1));
    assertThat(bench.network().released()).containsExactly(first, second);
  }

  @Test
  @DisplayName("PX-12 the time a peer may stay is a setting of ours (better)")
  void configurable() {
    bench.with("cometj.seed_disconnect_wait", "10m").start();
    ScriptedPeer peer = bench.peer("bob").connect();
    bench.pass(Duration.ofMinutes(9));
    assertThat(peer.isRunning()).isTrue();
    bench.pass(Duration.ofMinutes(2));
    assertThat(bench.network().released()).containsExactly(peer);
  }

  @Test
  @DisplayName("an ordinary node lets nobody go")
  void ordinaryNode() {
    PexBench node = PexBench.node().start();
    ScriptedPeer peer = node.peer("bob").connect();
    node.pass(STAY.multipliedBy(2));
    assertThat(peer.isRunning()).isTrue();
  }

  @Test
  @DisplayName("SX-07 a node that was dialled is asked for addresses")
  void asks() {
    ScriptedPeer peer = bench.create().peer("bob");
    bench.network().reachable(peer);
    bench.startKnowing(peer.address());
    assertThat(peer.isRunning()).isTrue();
    assertThat(requestsTo(peer)).isEqualTo(1);
  }

  @Test
  @DisplayName("SX-07 a node that was dialled is asked even if the book holds enough addresses")
  void asksWithFullBook() {
    ScriptedPeer peer = bench.create().peer("bob");
    bench.know(addresses(0, 1200));
    bench.network().reachable(peer);
    bench.startKnowing(peer.address());
    bench.harness.world().runUntil("the crawl reaches it", peer::isRunning, Duration.ofHours(1));
    bench.harness.world().settle();
    assertThat(requestsTo(peer)).isEqualTo(1);
  }

  @Test
  @DisplayName("SX-07 a node visited within two minutes is left alone")
  void rests() {
    bench.network().onDial(Dials.busy());
    bench.startKnowing(address(1));
    bench.pass(Duration.ofSeconds(119));
    assertThat(bench.network().dials()).hasSize(1);
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.network().dials()).hasSize(2);
  }

  @Test
  @DisplayName(
      "PX-15 a crawl begins at once and comes every 30 seconds; what it finds is visited next")
  void period() {
    ScriptedPeer peer = bench.create().peer("bob");
    bench.network().reachable(peer);
    bench.startKnowing(peer.address());
    tell(peer, address(1));
    bench.pass(PERIOD.minusMillis(1));
    assertThat(bench.network().dials()).containsExactly(peer.address());
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.network().dials()).containsExactly(peer.address(), address(1));
  }

  @Test
  @DisplayName("PX-15 a seed with seeds dials them first, and crawls 30 seconds later")
  void seedsFirst() {
    bench.with("p2p.seeds", address(900).toString());
    bench.network().onDial(Dials.failing());
    bench.startKnowing(address(1));
    assertThat(bench.network().dials()).containsExactly(address(900));
    bench.pass(PERIOD);
    assertThat(bench.network().dials()).containsExactly(address(900), address(1));
  }

  @Test
  @DisplayName(
      "a few nodes are visited at once (better: dead ones hold nobody up), and no crawl overtakes another")
  void parallel() {
    bench.network().holdDials();
    bench.startKnowing(addresses(0, 100));
    bench.pass(Duration.ofMinutes(10));
    assertThat(bench.network().dials()).hasSize(Crawl.PARALLEL);
    for (NetAddress each : bench.network().dials()) {
      bench
          .network()
          .finishDial(each, Dials.refused(each, dev.cometj.p2p.Rejection.Kind.UNREACHABLE));
      bench.harness.world().settle();
    }
    assertThat(bench.network().dials()).hasSize(2 * Crawl.PARALLEL).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("bans that are over are lifted by a crawl (better: Go's seeds never lift one)")
  void reinstates() {
    bench.with("cometj.pex_strict", "true").start();
    ScriptedPeer peer = bench.peer("bob").connect();
    tell(peer, address(1));
    assertThat(bench.banned()).containsExactly(peer.id());
    bench.pass(Duration.ofHours(24).plus(PERIOD));
    assertThat(bench.known()).containsExactly(peer.id());
  }

  @Test
  @DisplayName("a seed with empty book and nobody to ask waits to be dialled")
  void nobody() {
    bench.start();
    bench.pass(Duration.ofMinutes(5));
    assertThat(bench.network().dials()).isEmpty();
    bench.peer("bob").connect();
    assertThat(bench.known()).hasSize(1);
  }
}
