package dev.cometj.reactor.pex;

import static dev.cometj.reactor.pex.PexBench.address;
import static dev.cometj.reactor.pex.PexBench.addresses;
import static dev.cometj.reactor.pex.PexBench.requestsTo;
import static dev.cometj.reactor.pex.PexBench.tell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An ordinary node sees to it that it has enough outbound peers")
final class OutboundTest {
  private static final Duration PERIOD = Duration.ofSeconds(30);

  private final PexBench bench = PexBench.node();

  @Test
  @DisplayName(
      "SX-16 as many addresses are dialled as outbound peers are missing, and none if none is")
  void fillsUp() {
    bench.network().holdDials();
    bench.startKnowing(addresses(0, 300));
    assertThat(bench.network().dials()).hasSize(10).doesNotHaveDuplicates();
    bench.pass(PERIOD);
    assertThat(bench.network().dials()).hasSize(10);
    NetAddress first = bench.network().dials().getFirst();
    bench.network().finishDial(first, Dials.refused(first, Rejection.Kind.UNREACHABLE));
    bench.pass(PERIOD);
    assertThat(bench.network().dials()).hasSize(11);
  }

  @Test
  @DisplayName("SX-16 a node with enough outbound peers neither asks nor dials seeds")
  void enough() {
    bench.with("p2p.seeds", address(900).toString());
    bench.network().maxOutbound(1);
    bench.network().onDial(Dials.failing());
    bench.create();
    ScriptedPeer inbound = bench.peer("inbound");
    ScriptedPeer peer = bench.peer("bob").outbound();
    peer.connect();
    inbound.connect();
    bench.start();
    tell(peer, address(1));
    bench.pass(Duration.ofMinutes(10));
    assertThat(bench.network().dials()).isEmpty();
    assertThat(requestsTo(peer) + requestsTo(inbound)).isEqualTo(1);
  }

  @Test
  @DisplayName("SX-09 outbound peers and dials count, inbound peers do not")
  void counts() {
    bench.create();
    for (int i = 0; i < 4; i++) {
      bench.peer("out" + i).outbound().connect();
      bench.peer("in" + i).connect();
    }
    bench.network().holdDials();
    bench.startKnowing(addresses(0, 300));
    bench.pass(PERIOD);
    assertThat(bench.network().dials()).hasSize(6);
  }

  @Test
  @DisplayName("SX-10 a node that is alone starts at once")
  void aloneStartsAtOnce() {
    bench.startKnowing(addresses(0, 300));
    assertThat(bench.network().dials()).hasSize(10);
    assertThat(bench.harness.world().now()).isZero();
  }

  @Test
  @DisplayName("SX-10 a node that has a peer starts at any moment of the first 30 seconds")
  void startsAtRandom() {
    Set<Long> seconds = new TreeSet<>();
    for (int seed = 0; seed < 60; seed++) {
      PexBench each = PexBench.node().in(VirtualWorld.ofSeed(seed));
      each.create();
      each.peer("bob").connect();
      each.startKnowing(addresses(0, 50));
      assertThat(each.network().dials()).isEmpty();
      each.harness
          .world()
          .runUntil("the first round", () -> !each.network().dials().isEmpty(), PERIOD);
      seconds.add(each.harness.world().now().toSeconds());
    }
    assertThat(seconds).hasSizeGreaterThan(15);
    assertThat(seconds).allMatch(second -> second < 30);
  }

  @Test
  @DisplayName("SX-13 a candidate that is connected or being dialled is passed over")
  void skipsConnected() {
    bench.create();
    ScriptedPeer peer = bench.peer("bob").connect();
    bench.start();
    bench.pass(Duration.ofMinutes(5));
    assertThat(bench.known()).containsExactly(peer.id());
    assertThat(bench.network().dials()).isEmpty();
    peer.disconnect();
    bench.pass(PERIOD);
    assertThat(bench.network().dials()).containsExactly(peer.address());
  }

  @Test
  @DisplayName("SX-13 no more than three draws are made for each peer that is missing")
  void draws() {
    int dialled = 0;
    for (int seed = 0; seed < 200; seed++) {
      PexBench each = PexBench.node().in(VirtualWorld.ofSeed(seed)).create();
      // One of ten addresses is free: three draws for the one peer that is missing hit it in 27 of
      // 100 worlds.
      for (int i = 0; i < 9; i++) {
        ScriptedPeer peer = each.peer("bob" + i);
        peer.address(new NetAddress(peer.id(), address(100 + i).ip(), 26656));
        peer.nodeInfo(PexBench.listeningOn(peer, peer.address().endpoint().toString()));
        each.know(peer.address());
        (i == 0 ? peer : peer.outbound()).connect();
      }
      each.network().maxOutbound(9);
      each.startKnowing(address(1));
      each.pass(PERIOD.minusNanos(1));
      dialled += each.network().dials().size();
    }
    assertThat(dialled).isBetween(30, 80);
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "1, 20", "7, 80", "8, 90", "9, 90", "500, 90"})
  @DisplayName("SX-13 the more outbound peers, the more new addresses are tried: 10 to 90 percent")
  void bias(int outbound, int expected) {
    assertThat(OutboundRound.bias(outbound)).isEqualTo(expected);
  }

  @Test
  @DisplayName(
      "SX-06 every 30 seconds one peer, drawn at random, is asked while the book needs more")
  void asksSomebody() {
    bench.create();
    List<ScriptedPeer> peers =
        IntStream.range(0, 5).mapToObj(i -> bench.peer("p" + i).connect()).toList();
    bench.start();
    bench.pass(PERIOD);
    assertThat(asked(peers)).isEqualTo(1);
    Set<ScriptedPeer> ever = new HashSet<>();
    for (int round = 0; round < 40; round++) {
      long before = asked(peers);
      peers.forEach(peer -> {
        if (requestsTo(peer) > 0) {
          ever.add(peer);
          peer.clearSent();
          tell(peer);
        }
      });
      bench.pass(PERIOD);
      assertThat(asked(peers)).isEqualTo(1);
      assertThat(before).isEqualTo(1);
    }
    assertThat(ever).hasSameSizeAs(peers);
  }

  private static long asked(List<ScriptedPeer> peers) {
    return peers.stream().mapToLong(PexBench::requestsTo).sum();
  }

  @Test
  @DisplayName("SX-06 with 1000 addresses nobody is asked")
  void knowsEnough() {
    bench.create();
    ScriptedPeer peer = bench.peer("bob").connect();
    bench.startKnowing(addresses(0, 1000));
    bench.pass(Duration.ofMinutes(5));
    assertThat(requestsTo(peer)).isZero();
  }

  @Test
  @DisplayName("PX-06 an answer from a seed is followed by a round at once, which asks nobody")
  void seedWakes() {
    ScriptedPeer seed = peerThatIsSeed();
    ScriptedPeer other = bench.peer("other").connect();
    bench.pass(Duration.ofSeconds(31));
    bench.network().clearDials();
    Duration before = bench.harness.world().now();
    other.clearSent();
    tell(seed, addresses(1, 20));
    assertThat(bench.network().dials()).hasSize(9);
    assertThat(bench.harness.world().now()).isEqualTo(before);
    assertThat(requestsTo(other)).isZero();
    assertThat(requestsTo(seed)).isEqualTo(1);
  }

  private ScriptedPeer peerThatIsSeed() {
    bench.network().onDial(Dials.failing());
    bench.with("p2p.seeds", "%s@9.9.9.9:1".formatted(idOf("seed")));
    bench.start();
    return bench.peer("seed").outbound().connect();
  }

  private static String idOf(String name) {
    return PexBench.node().start().peer(name).id().text();
  }

  @Test
  @DisplayName("PX-06 an answer from anybody else changes nothing before the next round")
  void othersDoNotWake() {
    bench.start();
    ScriptedPeer peer = bench.peer("bob").outbound().connect();
    tell(peer, addresses(1, 20));
    assertThat(bench.network().dials()).isEmpty();
    bench.pass(PERIOD);
    assertThat(bench.network().dials()).isNotEmpty();
  }

  @Test
  @DisplayName("PX-15 rounds come every 30 seconds, and a round out of turn does not shift them")
  void period() {
    ScriptedPeer seed = peerThatIsSeed();
    bench.network().maxOutbound(2);
    bench.pass(Duration.ofSeconds(45));
    tell(seed, address(1));
    assertThat(bench.network().dials()).contains(address(1));
    bench.network().clearDials();
    bench.pass(Duration.ofMillis(14_999));
    assertThat(bench.network().dials()).isEmpty();
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.network().dials()).isNotEmpty();
  }

  @Test
  @DisplayName("bans that are over are lifted by the round of a node that needs addresses")
  void reinstates() {
    bench.with("cometj.pex_strict", "true").start();
    ScriptedPeer peer = bench.peer("bob").connect();
    for (int i = 0; i < 3; i++) {
      PexBench.ask(peer);
    }
    bench.pass(Duration.ofHours(24).plus(PERIOD));
    assertThat(bench.known()).containsExactly(peer.id());
    assertThat(bench.banned()).isEmpty();
  }
}
