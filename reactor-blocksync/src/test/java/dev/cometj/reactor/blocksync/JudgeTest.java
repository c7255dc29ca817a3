package dev.cometj.reactor.blocksync;

import static dev.cometj.reactor.blocksync.BlockSyncChannel.BLOCKSYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.Block;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.ExtendedCommitSig;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import dev.cometj.reactor.blocksync.BlockSyncMessage.BlockRequest;
import dev.cometj.reactor.blocksync.BlockSyncMessage.BlockResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
    "Peers that send bad blocks, nothing, or too little are stopped, and honest ones are not")
final class JudgeTest {
  private final SampleChain chain = SampleChain.of(60);

  private static List<Long> heights(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  /// Give peers what they are asked for, a height or two excepted.
  private static void giveAllBut(SyncBench bench, ScriptedPeer peer, long... except) {
    for (long height : bench.newlyAsked(peer)) {
      if (LongStream.of(except).noneMatch(each -> each == height)) {
        bench.give(peer, height);
      }
    }
  }

  /// A node that asks each peer for one block at a time, so that two provide one block each.
  private static SyncBench oneEach(SampleChain chain, long having) {
    return SyncBench.of(chain)
        .with("cometj.blocksync.requests_per_peer", "1")
        .having(having)
        .start();
  }

  private static void assertBanned(SyncBench bench, ScriptedPeer peer, String name) {
    assertThat(peer.isRunning()).isFalse();
    ScriptedPeer again = bench.peer(name, 60);
    assertThat(SyncBench.asked(again)).isEmpty();
    bench.pass(Duration.ofSeconds(61));
    SyncBench.status(again, 1, 60);
    assertThat(SyncBench.asked(again)).isNotEmpty();
  }

  @Test
  @DisplayName(
      "SB-03 SB-05 (better: who sends a block that the next one's commit is not for is stopped, and only he)")
  void forgedBlock() {
    SyncBench bench = oneEach(chain, 0);
    ScriptedPeer mallory = bench.peer("mallory", 60);
    ScriptedPeer alice = bench.peer("alice", 60);
    SyncBench.give(mallory, chain.forged(1), Optional.empty());
    giveAllBut(bench, alice);
    assertThat(SyncBench.stopped(mallory).orElseThrow())
        .startsWith("protocol violation: block 1: commit");
    assertThat(alice.isRunning()).isTrue();
    ScriptedPeer bob = bench.peer("bob", 60);
    bench.serve(bob, alice);
    assertThat(bench.executor.executed).isEqualTo(heights(1, 59));
    assertThat(bench.blocks.encodedBlock(1)).contains(chain.block(1).encoded());
  }

  @Test
  @DisplayName(
      "SB-06 who sends a block with a bad last commit is stopped and refused for 60 s; A11")
  void badCommit() {
    SyncBench bench = oneEach(chain, 3);
    ScriptedPeer alice = bench.peer("alice", 60);
    ScriptedPeer mallory = bench.peer("mallory", 60);
    giveAllBut(bench, alice);
    SyncBench.give(mallory, chain.withBadCommit(5, 3), Optional.empty());
    assertThat(SyncBench.stopped(mallory).orElseThrow()).contains("block 5: commit: the signature");
    assertThat(alice.isRunning()).isTrue();
    assertThat(bench.executor.executed).isEmpty();
    assertBanned(bench, mallory, "mallory");
  }

  @Test
  @DisplayName(
      "SB-06 SB-07 both providers of a signed block that does not follow the state are stopped and refused")
  void fork() {
    List<Block> fork = chain.forkAfter(2);
    SyncBench bench = oneEach(chain, 2);
    ScriptedPeer mallory = bench.peer("mallory", 60);
    ScriptedPeer trudy = bench.peer("trudy", 60);
    ScriptedPeer honest = bench.peer("honest", 60);
    SyncBench.give(mallory, fork.get(0), Optional.empty());
    SyncBench.give(trudy, fork.get(1), Optional.empty());
    assertThat(SyncBench.stopped(mallory).orElseThrow()).contains("block 3", "APP_HASH");
    assertThat(SyncBench.stopped(trudy).orElseThrow()).contains("block 3", "APP_HASH");
    assertThat(honest.isRunning()).isTrue();
    assertThat(bench.executor.executed).isEmpty();
    assertBanned(bench, trudy, "trudy");
  }

  @Test
  @DisplayName("SB-07 one peer that provided both blocks is stopped once")
  void forkOfOne() {
    List<Block> fork = chain.forkAfter(0);
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer mallory = bench.peer("mallory", 60);
    SyncBench.give(mallory, fork.get(0), Optional.empty());
    SyncBench.give(mallory, fork.get(1), Optional.empty());
    assertThat(bench.harness.network().stops())
        .filteredOn(stop -> stop.peer() == mallory)
        .hasSize(1);
  }

  @Test
  @DisplayName(
      "SB-03 A11 a commit with garbage in one place besides two thirds of good signatures is not taken")
  void garbageBesides() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer mallory = bench.peer("mallory", 60);
    bench.give(mallory, 1);
    SyncBench.give(mallory, chain.withBadCommit(2, 0), Optional.empty());
    assertThat(mallory.isRunning()).isFalse();
    assertThat(bench.executor.executed).isEmpty();
  }

  @Test
  @DisplayName("SB-10 a block that breaks a rule of its own stops the peer")
  void invalidBlock() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer mallory = bench.peer("mallory", 60);
    Block real = chain.block(1);
    Block odd =
        Block.decoded(
            real.header(),
            new dev.cometj.chain.Data(List.of(new dev.cometj.chain.Tx(Bytes.wrap(new byte[] {1})))),
            real.evidence(),
            real.lastCommit(),
            Block.of(
                    real.header(),
                    new dev.cometj.chain.Data(
                        List.of(new dev.cometj.chain.Tx(Bytes.wrap(new byte[] {1})))),
                    real.evidence(),
                    real.lastCommit())
                .encoded());
    SyncBench.give(mallory, odd, Optional.empty());
    assertThat(mallory.stopReason()).containsInstanceOf(StopReason.Malformed.class);
  }

  @Test
  @DisplayName("SB-03 who sends nothing for 15 s while asked is stopped, and others go on")
  void silent() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer mute = bench.peer("mute", 60);
    bench.pass(Duration.ofSeconds(15));
    assertThat(mute.isRunning()).isTrue();
    bench.pass(Duration.ofSeconds(1));
    assertThat(mute.stopReason()).containsInstanceOf(StopReason.TimedOut.class);
    ScriptedPeer alice = bench.peer("alice", 60);
    bench.serve(alice);
    assertThat(bench.executor.executed).isEqualTo(heights(1, 59));
  }

  @Test
  @DisplayName(
      "SB-03 (better: who kept us waiting is refused for a minute, but only while there are others)")
  void silentAgain() {
    SyncBench bench = SyncBench.of(chain).start();
    bench.peer("mute", 60);
    bench.pass(Duration.ofSeconds(16));
    ScriptedPeer again = bench.peer("mute", 60);
    assertThat(SyncBench.asked(again)).isNotEmpty();
    bench.pass(Duration.ofSeconds(16));
    bench.serve(bench.peer("alice", 30));
    ScriptedPeer third = bench.peer("mute", 60);
    assertThat(SyncBench.asked(third)).isEmpty();
    bench.pass(Duration.ofSeconds(61));
    SyncBench.status(third, 1, 60);
    assertThat(SyncBench.asked(third)).isNotEmpty();
  }

  @Test
  @DisplayName("SB-03 a peer that nobody asks for anything may be silent")
  void idle() {
    SyncBench bench = SyncBench.of(chain).having(60).start();
    ScriptedPeer alice = bench.peer("alice", 60);
    bench.pass(Duration.ofMinutes(5));
    assertThat(alice.isRunning()).isTrue();
  }

  /// Let time pass while a peer sends a block now and then.
  private static void trickle(SyncBench bench, ScriptedPeer peer, Duration every, int times) {
    long next = 1;
    for (int i = 0; i < times && peer.isRunning(); i++) {
      bench.pass(every);
      if (peer.isRunning()) {
        bench.give(peer, next++);
      }
    }
  }

  @Test
  @DisplayName(
      "SB-03 by the original's rule a peer below 128 KiB per second is stopped after a while")
  void slowByBytes() {
    SyncBench bench =
        SyncBench.of(SampleChain.of(400)).with("cometj.blocksync.peer_speed", "bytes").start();
    ScriptedPeer alice = bench.peer("alice", 400);
    trickle(bench, alice, Duration.ofMillis(250), 300);
    assertThat(SyncBench.stopped(alice).orElseThrow()).contains("too slowly");
    assertThat(bench.harness.world().now())
        .isBetween(Duration.ofSeconds(39), Duration.ofSeconds(44));
  }

  @Test
  @DisplayName("USERS 15: a healthy peer on a chain of small blocks is not stopped")
  void healthy() {
    SyncBench bench = SyncBench.of(SampleChain.of(400)).start();
    ScriptedPeer alice = bench.peer("alice", 400);
    trickle(bench, alice, Duration.ofMillis(250), 300);
    assertThat(alice.isRunning()).isTrue();
  }

  @Test
  @DisplayName("SB-03 less than a small block per second is too slow by our rule as well")
  void slow() {
    SyncBench bench = SyncBench.of(SampleChain.of(400)).start();
    ScriptedPeer alice = bench.peer("alice", 400);
    trickle(bench, alice, Duration.ofSeconds(3), 30);
    assertThat(SyncBench.stopped(alice).orElseThrow()).contains("too slowly");
  }

  @Test
  @DisplayName("SB-03 that requests are made again after 30 s does not begin the measure anew")
  void slowerThanRetries() {
    SyncBench bench = SyncBench.of(SampleChain.of(400)).start();
    ScriptedPeer alice = bench.peer("alice", 400);
    trickle(bench, alice, Duration.ofSeconds(10), 30);
    assertThat(SyncBench.stopped(alice).orElseThrow()).contains("too slowly");
    assertThat(bench.harness.world().now())
        .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(50));
  }

  @Test
  @DisplayName(
      "a slow peer holds up few blocks: it is asked for what it sends in seconds, and others are asked as well")
  void slowPeerBesideFast() {
    SampleChain longer = SampleChain.of(400);
    SyncBench bench = SyncBench.of(longer).start();
    ScriptedPeer slow = bench.peer("slow", 400);
    ScriptedPeer fast = bench.peer("fast", 400);
    long given = 0;
    for (int second = 0; second < 12; second++) {
      bench.pass(Duration.ofSeconds(1));
      List<Long> asked = SyncBench.asked(slow);
      if (given < asked.size()) {
        bench.give(slow, asked.get((int) given++));
      }
      bench.serve(fast);
    }
    assertThat(bench.executor.executed).isEqualTo(heights(1, 399));
  }

  @Test
  @DisplayName("PB-02 SB-11 a block that nobody was asked for stops the peer")
  void unasked() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer mallory = bench.peer("mallory");
    bench.give(mallory, 1);
    assertThat(SyncBench.stopped(mallory).orElseThrow()).contains("unasked");
  }

  @Test
  @DisplayName("SB-11 an answer that comes before the request's send has returned was asked for")
  void answersAtOnce() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice");
    alice.answerAtOnce(
        BLOCKSYNC,
        message ->
            message instanceof BlockRequest(long height)
                ? Optional.of(new BlockResponse(chain.block(height), Optional.empty()))
                : Optional.empty());
    SyncBench.status(alice, 1, 60);
    assertThat(SyncBench.stopped(alice)).isEmpty();
    assertThat(bench.executor.executed).isEqualTo(heights(1, 59));
  }

  @Test
  @DisplayName("PB-02 a block above what was asked for stops the peer")
  void unaskedAbove() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer mallory = bench.peer("mallory", 60);
    bench.give(mallory, 55);
    assertThat(SyncBench.stopped(mallory).orElseThrow()).contains("block 55 unasked");
  }

  @Test
  @DisplayName("PB-02 a block below the first that was wanted stops the peer")
  void unaskedBelow() {
    SyncBench bench = SyncBench.of(chain).having(10).start();
    ScriptedPeer mallory = bench.peer("mallory", 60);
    bench.give(mallory, 10);
    assertThat(SyncBench.stopped(mallory).orElseThrow()).contains("block 10 unasked");
  }

  @Test
  @DisplayName("A04 an honest second peer's late block is no fault")
  void late() {
    SyncBench bench = SyncBench.of(chain).having(50).start();
    ScriptedPeer alice = bench.peer("alice", 60);
    ScriptedPeer bob = bench.peer("bob", 60);
    bench.serve(alice);
    bench.pass(Duration.ofSeconds(14));
    bench.serve(bob);
    assertThat(bob.isRunning()).isTrue();
    assertThat(bench.executor.executed).isEqualTo(heights(51, 59));
  }

  @Test
  @DisplayName("A04 a block that was given up after 30 s and comes then is used")
  void lateAfterRetry() {
    SyncBench bench = SyncBench.of(chain).having(50).start();
    ScriptedPeer alice = bench.peer("alice", 60);
    bench.pass(Duration.ofSeconds(14));
    bench.give(alice, 52);
    bench.pass(Duration.ofSeconds(14));
    bench.give(alice, 53);
    bench.pass(Duration.ofSeconds(5));
    bench.give(alice, 51);
    assertThat(alice.isRunning()).isTrue();
    assertThat(bench.executor.executed).startsWith(51L, 52L);
  }

  @Test
  @DisplayName("A05 who answers after consensus took over is not stopped")
  void lateAfterHandover() {
    SyncBench bench = SyncBench.of(chain).having(50).withConsensus().start();
    ScriptedPeer alice = bench.peer("alice", 51);
    bench.pass(Duration.ofSeconds(2));
    assertThat(bench.handed).hasSize(1);
    bench.give(alice, 51);
    assertThat(alice.isRunning()).isTrue();
  }

  @Test
  @DisplayName("late answers are no fault, but nothing else for ever is")
  void floods() {
    SyncBench bench = SyncBench.of(chain).having(20).start();
    ScriptedPeer mallory = bench.peer("mallory", 60);
    for (int i = 0; i < 100; i++) {
      SyncBench.deny(mallory, 7);
    }
    assertThat(mallory.isRunning()).isTrue();
    SyncBench.deny(mallory, 7);
    assertThat(mallory.stopReason()).containsInstanceOf(StopReason.LimitExceeded.class);
  }

  @Test
  @DisplayName("A07 more than 10000 signatures stop the peer before anything is decoded")
  void signatures() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer mallory = bench.peer("mallory", 60);
    mallory.deliverBytes(BLOCKSYNC, FilterBench.blockResponse(10_001, -1));
    assertThat(SyncBench.stopped(mallory).orElseThrow()).contains("10001 signatures");
    ScriptedPeer trudy = bench.peer("trudy", 60);
    trudy.deliverBytes(BLOCKSYNC, FilterBench.blockResponse(0, 10_001));
    assertThat(SyncBench.stopped(trudy).orElseThrow()).contains("10001 signatures");
  }

  @Test
  @DisplayName("A08 signatures of a commit that occurs twice are counted together")
  void splitSignatures() {
    byte[] half = FilterBench.blockResponse(6_000, -1);
    int payload = half.length - 3;
    byte[] both = new byte[4 + 2 * payload];
    System.arraycopy(half, 3, both, 4, payload);
    System.arraycopy(half, 3, both, 4 + payload, payload);
    both[0] = half[0];
    int length = 2 * payload;
    both[1] = (byte) (length & 0x7F | 0x80);
    both[2] = (byte) (length >>> 7 & 0x7F | 0x80);
    both[3] = (byte) (length >>> 14);
    SignatureCount count = SignatureCount.of(java.nio.ByteBuffer.wrap(both));
    assertThat(count.commitSignatures()).isEqualTo(12_000);
  }

  @Test
  @DisplayName("SB-03 an extended commit of another height stops the peer")
  void extendedCommitOfAnotherHeight() {
    SampleChain extended = SampleChain.extended(1, 10);
    SyncBench bench = SyncBench.of(extended).start();
    ScriptedPeer mallory = bench.peer("mallory", 10);
    SyncBench.give(mallory, extended.block(2), Optional.of(extended.extendedCommit(3)));
    assertThat(SyncBench.stopped(mallory).orElseThrow()).contains("extended commit of another");
  }

  @Test
  @DisplayName(
      "A27 a block without the extended commit it must have is the fault of its sender alone, who is refused")
  void extendedCommitMissing() {
    SampleChain extended = SampleChain.extended(1, 60);
    SyncBench bench = oneEach(extended, 0);
    ScriptedPeer mallory = bench.peer("mallory", 60);
    ScriptedPeer alice = bench.peer("alice", 60);
    SyncBench.give(mallory, extended.block(1), Optional.empty());
    giveAllBut(bench, alice);
    assertThat(SyncBench.stopped(mallory).orElseThrow()).contains("without an extended commit");
    assertThat(alice.isRunning()).isTrue();
    assertBanned(bench, mallory, "mallory");
  }

  @Test
  @DisplayName("A27 a block with an extended commit where there is none is refused")
  void extendedCommitUnwanted() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer mallory = bench.peer("mallory", 60);
    SyncBench.give(
        mallory, chain.block(1), Optional.of(SampleChain.extended(1, 1).extendedCommit(1)));
    bench.give(mallory, 2);
    assertThat(mallory.isRunning()).isFalse();
    assertThat(bench.executor.executed).isEmpty();
  }

  @Test
  @DisplayName("A10 an extended commit with a garbage extension signature is never stored")
  void garbageExtension() {
    SampleChain extended = SampleChain.extended(1, 60);
    ExtendedCommit good = extended.extendedCommit(1);
    List<ExtendedCommitSig> entries = new ArrayList<>(good.signatures());
    ExtendedCommitSig old = entries.getLast();
    entries.set(
        3, new ExtendedCommitSig(old.commitSig(), old.extension(), Bytes.wrap(new byte[64])));
    ExtendedCommit bad = new ExtendedCommit(1, good.round(), good.blockId(), entries);
    SyncBench bench = SyncBench.of(extended).start();
    ScriptedPeer mallory = bench.peer("mallory", 60);
    SyncBench.give(mallory, extended.block(1), Optional.of(bad));
    bench.give(mallory, 2);
    assertThat(SyncBench.stopped(mallory).orElseThrow()).contains("extended commit");
    assertThat(bench.blocks.height()).isZero();
  }

  @Test
  @DisplayName(
      "A09 a peer whose blocks begin above the next height does not raise the highest claim")
  void poisonedBase() {
    SyncBench bench = SyncBench.of(chain).having(58).withConsensus().start();
    bench.peer("mallory", Long.MAX_VALUE - 10, Long.MAX_VALUE);
    ScriptedPeer alice = bench.peer("alice", 60);
    bench.serve(alice);
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.handed).hasSize(1);
  }

  @Test
  @DisplayName(
      "A09 a peer that claims 2^63-1 blocks and says that it has none of them is not believed")
  void poisonedHeightDenied() {
    SyncBench bench = SyncBench.of(chain).having(58).withConsensus().start();
    ScriptedPeer mallory = bench.peer("mallory", 1, Long.MAX_VALUE);
    ScriptedPeer alice = bench.peer("alice", 60);
    bench.serve(alice, mallory);
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.handed).hasSize(1);
  }

  @Test
  @DisplayName(
      "A09 peers that take turns to claim 2^63-1 blocks and are silent do not keep consensus from beginning")
  void poisonedHeightInTurns() {
    SyncBench bench = SyncBench.of(chain).having(58).withConsensus().start();
    ScriptedPeer alice = bench.peer("alice", 60);
    for (int i = 0; i < 30 && bench.handed.isEmpty(); i++) {
      bench.peer("mallory" + i, 1, Long.MAX_VALUE);
      for (int second = 0; second < 5; second++) {
        bench.serve(alice);
        bench.pass(Duration.ofSeconds(1));
      }
    }
    assertThat(bench.handed).hasSize(1);
    assertThat(bench.handed.getFirst().state().lastBlockHeight()).isEqualTo(59);
    assertThat(bench.harness.world().now()).isLessThan(Duration.ofSeconds(40));
    assertThat(alice.isRunning()).isTrue();
  }
}
