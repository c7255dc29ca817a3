package dev.cometj.reactor.mempool;

import static dev.cometj.reactor.mempool.MempoolBench.sentTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.service.PeerHeight;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Transactions are passed on to peers")
final class GossipTest {
  private final MempoolBench bench = MempoolBench.node();

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  @DisplayName("PM-08 each transaction goes out in a message of its own, in order, at once")
  void oneForEachMessage() {
    bench.start();
    ScriptedPeer peer = bench.peer("bob").connect();
    bench.take("a", "b");
    bench.tell(bench.peer("carol").connect(), "c", "d");
    assertThat(sentTo(peer))
        .containsExactly(List.of("a"), List.of("b"), List.of("c"), List.of("d"));
  }

  @Test
  @DisplayName("PM-08 a peer that comes later gets everything that waits")
  void lateComer() {
    bench.start().take("a", "b", "c");
    bench.commit(1, "b");
    ScriptedPeer peer = bench.peer("bob").connect();
    assertThat(sentTo(peer)).containsExactly(List.of("a"), List.of("c"));
  }

  @Test
  @DisplayName("PM-04 nothing is sent back to whoever sent it, nor what he sends later")
  void noEcho() {
    bench.start();
    ScriptedPeer bob = bench.peer("bob").connect();
    ScriptedPeer carol = bench.peer("carol").connect();
    bench.tell(bob, "a");
    assertThat(sentTo(bob)).isEmpty();
    assertThat(sentTo(carol)).containsExactly(List.of("a"));
    carol.clearSent();
    carol.fill(bench.channel());
    bench.take("z", "b");
    bench.tell(carol, "b");
    carol.drain(bench.channel());
    assertThat(sentTo(carol)).containsExactly(List.of("z"));
  }

  @Test
  @DisplayName("PM-04 whoever sends a transaction while it is being checked is not sent it either")
  void noEchoWhileChecked() {
    bench.start();
    ScriptedPeer bob = bench.peer("bob").connect();
    ScriptedPeer carol = bench.peer("carol").connect();
    bench.application.hold();
    bench.tell(bob, "a");
    bench.tell(carol, "a");
    bench.application.release();
    bench.settle();
    assertThat(bench.waiting()).containsExactly("a");
    assertThat(sentTo(bob)).isEmpty();
    assertThat(sentTo(carol)).isEmpty();
  }

  @Test
  @DisplayName("a transaction that the application refuses is not passed on")
  void refusedIsNotPassedOn() {
    bench.start();
    bench.application.refuse("bad");
    ScriptedPeer bob = bench.peer("bob").connect();
    bench.tell(bench.peer("carol").connect(), "bad", "good");
    bench.submit("bad");
    bench.pass(HOUR);
    assertThat(sentTo(bob)).containsExactly(List.of("good"));
  }

  @Test
  @DisplayName(
      "PM-08 a full queue holds only its own peer up; the same transaction goes out when there is room")
  void fullQueue() {
    bench.start();
    ScriptedPeer slow = bench.peer("slow").connect();
    ScriptedPeer quick = bench.peer("quick").connect();
    slow.fill(bench.channel());
    bench.take("a", "b", "c");
    assertThat(sentTo(quick)).hasSize(3);
    assertThat(sentTo(slow)).isEmpty();
    slow.drain(bench.channel());
    assertThat(sentTo(slow)).containsExactly(List.of("a"), List.of("b"), List.of("c"));
  }

  @Test
  @DisplayName(
      "PM-08 nothing runs while a peer never reads, and what is committed meanwhile is not sent")
  void neverReads() {
    bench.start();
    ScriptedPeer slow = bench.peer("slow").connect();
    slow.fill(bench.channel());
    bench.take("a", "b", "c");
    long before = bench.harness.world().eventCount();
    bench.pass(Duration.ofDays(1));
    assertThat(bench.harness.world().eventCount()).isEqualTo(before);
    bench.commit(1, "a", "b");
    slow.drain(bench.channel());
    assertThat(sentTo(slow)).containsExactly(List.of("c"));
  }

  @Test
  @DisplayName("PM-07 a peer without a height is sent nothing until it has one")
  void unknownHeight() {
    bench.withHeights().start().take("a");
    ScriptedPeer peer = bench.peer("bob").connect();
    bench.pass(HOUR);
    assertThat(sentTo(peer)).isEmpty();
    peer.publish(PeerHeight.KEY, 1L);
    assertThat(sentTo(peer)).containsExactly(List.of("a"));
  }

  @Test
  @DisplayName("PM-07 a peer may be one block behind a transaction, not two")
  void behind() {
    bench.withHeights().start();
    ScriptedPeer peer = bench.peer("bob").connect();
    peer.publish(PeerHeight.KEY, 8L);
    bench.commit(10);
    bench.take("a");
    bench.pass(HOUR);
    assertThat(sentTo(peer)).isEmpty();
    peer.publish(PeerHeight.KEY, 9L);
    assertThat(sentTo(peer)).containsExactly(List.of("a"));
  }

  @Test
  @DisplayName("PM-07 a height published before the peer was admitted counts")
  void heightBefore() {
    bench.withHeights().start();
    ScriptedPeer peer = bench.peer("bob").admit();
    peer.publish(PeerHeight.KEY, 5L);
    peer.start();
    bench.take("a");
    assertThat(sentTo(peer)).containsExactly(List.of("a"));
  }

  @Test
  @DisplayName("PM-07 where no reactor learns heights, transactions are sent at once")
  void noHeights() {
    bench.start();
    ScriptedPeer peer = bench.peer("bob").connect();
    bench.commit(100);
    bench.take("a");
    assertThat(sentTo(peer)).containsExactly(List.of("a"));
  }

  @Test
  @DisplayName("PM-05 a peer that is not running is sent nothing")
  void notRunning() {
    bench.start();
    ScriptedPeer peer = bench.peer("bob").admit();
    bench.take("a");
    assertThat(peer.sent()).isEmpty();
    peer.start();
    assertThat(sentTo(peer)).containsExactly(List.of("a"));
  }

  @Test
  @DisplayName("PM-06 a peer that stops is let go, whatever it waited for")
  void stops() {
    bench.withHeights().start();
    ScriptedPeer waitsForTx = bench.peer("bob").connect();
    waitsForTx.publish(PeerHeight.KEY, 1L);
    ScriptedPeer waitsForHeight = bench.peer("carol").connect();
    ScriptedPeer waitsForRoom = bench.peer("dave").connect();
    waitsForRoom.publish(PeerHeight.KEY, 1L);
    waitsForRoom.fill(bench.channel());
    waitsForTx.disconnect();
    bench.take("a");
    waitsForHeight.disconnect();
    waitsForRoom.disconnect();
    bench.take("b");
    bench.pass(HOUR);
    for (ScriptedPeer peer : List.of(waitsForTx, waitsForHeight, waitsForRoom)) {
      assertThat(peer.sent()).isEmpty();
    }
    assertThat(bench.meter("active_outbound_connections")).isZero();
  }

  @Test
  @DisplayName("PM-06 the reactor stops while peers wait")
  void reactorStops() {
    bench.start().take("a");
    ScriptedPeer peer = bench.peer("bob").connect();
    bench.harness.stop();
    assertThat(sentTo(peer)).containsExactly(List.of("a"));
  }

  @Test
  @DisplayName("a peer that did not announce the channel is sent nothing, without trying again")
  void withoutTheChannel() {
    bench.start();
    ScriptedPeer peer = bench.peer("bob");
    NodeInfo info = peer.nodeInfo();
    peer.nodeInfo(
            new NodeInfo(
                info.versions(),
                info.id(),
                info.listenAddress(),
                info.network(),
                info.version(),
                List.of(0),
                info.moniker(),
                info.txIndex(),
                info.rpcAddress()))
        .connect();
    bench.take("a");
    long before = bench.harness.world().eventCount();
    bench.pass(HOUR);
    assertThat(bench.harness.world().eventCount()).isEqualTo(before);
    assertThat(peer.sent()).isEmpty();
  }

  @Test
  @DisplayName("PM-09 broadcast = false passes nothing on, and still takes")
  void broadcastOff() {
    bench.with("mempool.broadcast", false).start();
    ScriptedPeer peer = bench.peer("bob").connect();
    bench.take("a");
    bench.tell(peer, "b");
    bench.pass(HOUR);
    assertThat(peer.sent()).isEmpty();
    assertThat(bench.waiting()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("PM-09 only so many peers of a kind are sent to; when one leaves, the next begins")
  void caps(boolean persistent) {
    bench
        .with(
            persistent
                ? "mempool.experimental_max_gossip_connections_to_persistent_peers"
                : "mempool.experimental_max_gossip_connections_to_non_persistent_peers",
            2)
        .start();
    List<ScriptedPeer> peers =
        IntStream.range(0, 4).mapToObj(i -> kind("peer" + i, persistent).connect()).toList();
    ScriptedPeer otherKind = kind("other", !persistent).connect();
    ScriptedPeer unconditional = kind("unconditional", persistent).unconditional().connect();
    bench.take("a");
    assertThat(peers.stream().map(peer -> peer.sent().size())).containsExactly(1, 1, 0, 0);
    assertThat(otherKind.sent()).hasSize(1);
    assertThat(unconditional.sent()).hasSize(1);
    assertThat(bench.meter("active_outbound_connections")).isEqualTo(4);
    peers.get(2).disconnect();
    peers.get(0).disconnect();
    assertThat(peers.get(3).sent()).hasSize(1);
    assertThat(bench.meter("active_outbound_connections")).isEqualTo(4);
  }

  private ScriptedPeer kind(String name, boolean persistent) {
    return persistent ? bench.peer(name).persistent() : bench.peer(name);
  }

  @Test
  @DisplayName(
      "PM-01 ids are given at admission and taken back, so a thousand reconnects leave none behind (A01)")
  void idsComeBack() {
    bench.start();
    for (int i = 0; i < 70_000; i++) {
      bench.peer("bob").admit().disconnect();
    }
    ScriptedPeer bob = bench.peer("bob").connect();
    bench.tell(bob, "a");
    assertThat(sentTo(bob)).isEmpty();
  }

  @Test
  @DisplayName("a flood of duplicates asks the application once and sends nothing twice")
  void duplicates() {
    bench.start();
    ScriptedPeer bob = bench.peer("bob").connect();
    ScriptedPeer carol = bench.peer("carol").connect();
    for (int i = 0; i < 1000; i++) {
      bench.tell(carol, "a", "a");
    }
    assertThat(bench.application.asked).containsExactly("new:a");
    assertThat(sentTo(bob)).containsExactly(List.of("a"));
    assertThat(carol.stopReason()).isEmpty();
  }
}
