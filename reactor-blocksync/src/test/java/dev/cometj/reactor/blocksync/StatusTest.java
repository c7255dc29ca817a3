package dev.cometj.reactor.blocksync;

import static dev.cometj.reactor.blocksync.BlockSyncChannel.BLOCKSYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.service.PeerHeight;
import dev.cometj.chain.service.SyncStatus.Phase;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StatusRequest;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StatusResponse;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Nodes tell each other which blocks they have")
final class StatusTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SampleChain chain = SampleChain.of(30);

  private static long requests(ScriptedPeer peer) {
    return SyncBench.sent(peer, StatusRequest.class).size();
  }

  @Test
  @DisplayName(
      "SB-01 every peer is asked for its status every ten seconds while blocks are fetched")
  void asksEveryTenSeconds() {
    SyncBench bench = SyncBench.of(chain).withConsensus().start();
    ScriptedPeer alice = bench.peer("alice");
    ScriptedPeer bob = bench.peer("bob");
    bench.pass(Duration.ofMillis(9_999));
    assertThat(requests(alice)).isZero();
    bench.pass(Duration.ofMillis(1));
    assertThat(requests(alice)).isEqualTo(1);
    assertThat(requests(bob)).isEqualTo(1);
    bench.pass(Duration.ofSeconds(20));
    assertThat(requests(alice)).isEqualTo(3);
  }

  @Test
  @DisplayName("SB-01 nobody is asked any more when consensus has taken over")
  void asksNobodyAfterwards() {
    SyncBench bench = SyncBench.of(chain).having(10).withConsensus().start();
    ScriptedPeer alice = bench.peer("alice", 10);
    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.handed).hasSize(1);
    assertThat(requests(alice)).isZero();
  }

  @Test
  @DisplayName("without consensus peers are asked every second once the node has caught up")
  void follows() {
    SyncBench bench = SyncBench.of(chain).having(10).start();
    ScriptedPeer alice = bench.peer("alice", 10);
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.progress().phase()).isEqualTo(Phase.FOLLOWING);
    assertThat(requests(alice)).isBetween(8L, 10L);
  }

  @Test
  @DisplayName("PB-05 a new peer is told what the store has")
  void tellsNewPeers() {
    SyncBench bench = SyncBench.of(chain).having(12).start();
    bench.blocks.pruneTo(4);
    ScriptedPeer alice = bench.peer("alice");
    assertThat(alice.sent(BLOCKSYNC)).containsExactly(new StatusResponse(4, 12));
  }

  @Test
  @DisplayName("PB-05 an empty store is told as 0 to 0, and a full queue is no fault")
  void tellsOfNothing() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice");
    assertThat(alice.sent(BLOCKSYNC)).containsExactly(new StatusResponse(0, 0));
    ScriptedPeer bob = bench.harness.peer("bob").admit();
    bob.fill(BLOCKSYNC);
    bob.start();
    bench.pass(Duration.ofSeconds(11));
    assertThat(bob.isRunning()).isTrue();
  }

  @Test
  @DisplayName("PB-08 who asks is told what the store has")
  void answers() {
    SyncBench bench = SyncBench.of(chain).having(5).start();
    ScriptedPeer alice = bench.peer("alice");
    alice.clearSent();
    alice.deliver(BLOCKSYNC, new StatusRequest());
    assertThat(alice.sent(BLOCKSYNC)).containsExactly(new StatusResponse(1, 5));
  }

  @Test
  @DisplayName("PB-08 (better: who asks all the time is answered once a second)")
  void answersAtAPace() {
    SyncBench bench = SyncBench.of(chain).having(5).start();
    ScriptedPeer alice = bench.peer("alice");
    alice.clearSent();
    for (int i = 0; i < 200; i++) {
      alice.deliver(BLOCKSYNC, new StatusRequest());
    }
    assertThat(SyncBench.sent(alice, StatusResponse.class)).hasSize(10);
    bench.pass(Duration.ofSeconds(3));
    alice.deliver(BLOCKSYNC, new StatusRequest());
    assertThat(SyncBench.sent(alice, StatusResponse.class)).hasSize(11);
    assertThat(alice.isRunning()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2a0408041005, base above height",
    "2a1608ffffffffffffffffff0110feffffffffffffffff01, negative height",
    "2a0d080110ffffffffffffffffff01, negative base",
    "0a0b08ffffffffffffffffff01, request of a negative height",
    "120b08b3ffffffffffffffff01, no block of a negative height",
    "'', nothing",
    "3200, another oneof member",
    "1a00, no block"
  })
  @DisplayName("SB-02 what no honest node sends stops the peer")
  void refuses(String hex, String what) {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice", 30);
    alice.deliverBytes(BLOCKSYNC, HexFormat.of().parseHex(hex));
    assertThat(alice.isRunning()).as(what).isFalse();
  }

  @Test
  @DisplayName("PB-03 a status with base above height stops the peer, which is refused for 60 s")
  void baseAboveHeight() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice");
    alice.deliverBytes(BLOCKSYNC, HexFormat.of().parseHex("2a0408041005"));
    assertRefusedForAMinute(bench, "alice");
  }

  @ParameterizedTest
  @CsvSource({"1,20, lower height", "1,0, nothing"})
  @DisplayName("A24 PB-03 who claims less than before is stopped and refused for 60 s")
  void claimsLess(long base, long height, String what) {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice", 1, 25);
    if (height == 0) {
      SyncBench.status(alice, 0, 0);
    } else {
      SyncBench.status(alice, base, height);
    }
    assertThat(alice.isRunning()).as(what).isFalse();
    assertRefusedForAMinute(bench, "alice");
  }

  @Test
  @DisplayName("PB-03 who claims a lower base than before is stopped")
  void claimsLowerBase() {
    SyncBench bench = SyncBench.of(chain).having(5).start();
    ScriptedPeer alice = bench.peer("alice", 3, 25);
    SyncBench.status(alice, 2, 25);
    assertThat(alice.isRunning()).isFalse();
  }

  private static void assertRefusedForAMinute(SyncBench bench, String name) {
    bench.pass(Duration.ofSeconds(59));
    ScriptedPeer early = bench.peer(name, 30);
    assertThat(SyncBench.asked(early)).isEmpty();
    assertThat(bench.progress().peers()).isZero();
    bench.pass(Duration.ofMillis(1001));
    SyncBench.status(early, 1, 30);
    assertThat(SyncBench.asked(early)).isNotEmpty();
  }

  @Test
  @DisplayName("PB-03 the newest peer is asked first")
  void newestFirst() {
    SyncBench bench = SyncBench.of(chain).with("cometj.blocksync.requests_per_peer", "5").start();
    ScriptedPeer alice = bench.peer("alice", 30);
    assertThat(SyncBench.asked(alice)).containsExactly(1L, 2L, 3L, 4L, 5L);
    ScriptedPeer bob = bench.peer("bob", 30);
    assertThat(SyncBench.asked(bob)).containsExactly(6L, 7L, 8L, 9L, 10L);
  }

  @Test
  @DisplayName("a peer's height is published from its status where there is no consensus")
  void publishesHeights() {
    SyncBench bench = SyncBench.of(chain).having(5).start();
    ScriptedPeer alice = bench.peer("alice", 17);
    assertThat(alice.published(PeerHeight.KEY)).contains(18L);
    SyncBench.status(alice, 1, 18);
    assertThat(alice.published(PeerHeight.KEY)).contains(19L);
  }

  @Test
  @DisplayName("where there is consensus, a peer's height is left to it")
  void leavesHeightsToConsensus() {
    SyncBench bench = SyncBench.of(chain).having(5).withConsensus().start();
    ScriptedPeer alice = bench.peer("alice", 17);
    assertThat(alice.published(PeerHeight.KEY)).isEmpty();
  }

  @Test
  @DisplayName("progress tells height, peers and speed")
  void progress() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice", 30);
    assertThat(bench.progress().isCatchingUp()).isTrue();
    bench.serve(alice);
    assertThat(bench.progress().height()).isEqualTo(29);
    bench.pass(SECOND);
    assertThat(bench.progress().peerHeight()).isEqualTo(30);
    assertThat(bench.progress().peers()).isEqualTo(1);
    assertThat(bench.progress().blocksPerSecond()).isEqualTo(29);
    assertThat(bench.progress().phase()).isEqualTo(Phase.FOLLOWING);
    assertThat(bench.harness.metrics().value("blocksync_latest_block_height")).isEqualTo(29);
    assertThat(bench.harness.metrics().value("blocksync_syncing")).isEqualTo(1);
  }
}
