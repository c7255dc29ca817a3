package dev.cometj.reactor.blocksync;

import static dev.cometj.reactor.blocksync.BlockSyncChannel.BLOCKSYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Blocks are fetched from peers and executed in order")
final class FetchTest {
  private final SampleChain chain = SampleChain.of(120);

  private static List<Long> heights(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  @DisplayName(
      "PB-10 blocks are checked by the next one's commit, saved as they came and executed in order")
  void syncs() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice", 120);
    bench.serve(alice);
    assertThat(bench.executor.executed).isEqualTo(heights(1, 119));
    assertThat(bench.states.newest).isEqualTo(chain.stateAt(119));
    for (long height : heights(1, 119)) {
      assertThat(bench.blocks.encodedBlock(height)).contains(chain.block(height).encoded());
      assertThat(bench.blocks.seenCommit(height)).contains(chain.commitOf(height));
    }
  }

  @Test
  @DisplayName("PB-10 only the first block's own last commit is checked again")
  void validatesTheFirstFully() {
    SyncBench bench = SyncBench.of(chain).having(40).start();
    bench.serve(bench.peer("alice", 120));
    assertThat(bench.executor.executed).isEqualTo(heights(41, 119));
    assertThat(bench.executor.fullyValidated).containsExactly(41L);
  }

  @Test
  @DisplayName(
      "PB-10 (better: requests keep the pace of answers, without the original's 20 at a time and 2 ms between)")
  void opensTheWindow() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice", 120);
    assertThat(bench.newlyAsked(alice)).isEqualTo(heights(1, 20));
    bench.give(alice, 1);
    assertThat(bench.newlyAsked(alice)).containsExactly(21L, 22L);
    bench.give(alice, 2);
    assertThat(bench.newlyAsked(alice)).containsExactly(23L, 24L);
  }

  @Test
  @DisplayName("PB-10 cometj.blocksync.requests_per_peer = 20 is the original's window")
  void keepsTheWindow() {
    SyncBench bench = SyncBench.of(chain).with("cometj.blocksync.requests_per_peer", "20").start();
    ScriptedPeer alice = bench.peer("alice", 120);
    assertThat(bench.newlyAsked(alice)).isEqualTo(heights(1, 20));
    bench.give(alice, 1);
    assertThat(bench.newlyAsked(alice)).containsExactly(21L);
  }

  @Test
  @DisplayName(
      "a peer is asked for about as many bytes as are set, once the size of blocks is known")
  void byteWindow() {
    SampleChain large = SampleChain.ofBlockBytes(100_000, 60);
    SyncBench bench = SyncBench.of(large).with("cometj.blocksync.bytes_per_peer", "500000").start();
    ScriptedPeer alice = bench.peer("alice", 60);
    for (long height = 1; height <= 20; height++) {
      bench.give(alice, height);
    }
    int open = SyncBench.asked(alice).size() - 20;
    assertThat(open).isBetween(4, 7);
  }

  @Test
  @DisplayName("no more is fetched ahead of execution than cometj.blocksync.bytes_ahead")
  void bytesAhead() {
    SampleChain large = SampleChain.ofBlockBytes(100_000, 60);
    SyncBench bench = SyncBench.of(large).with("cometj.blocksync.bytes_ahead", "1000000").start();
    bench.executor.close();
    ScriptedPeer alice = bench.peer("alice", 60);
    bench.serve(alice);
    assertThat(SyncBench.asked(alice)).hasSizeBetween(10, 24);
  }

  @Test
  @DisplayName("PB-09 SB-04 a full send queue holds requests up until there is room")
  void fullQueue() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice");
    alice.fill(BLOCKSYNC);
    SyncBench.status(alice, 1, 120);
    assertThat(SyncBench.asked(alice)).isEmpty();
    alice.drain(BLOCKSYNC);
    assertThat(SyncBench.asked(alice)).isNotEmpty().startsWith(1L);
  }

  @Test
  @DisplayName("PB-04 what cannot be asked of one peer is asked of another")
  void otherPeer() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice");
    alice.fill(BLOCKSYNC);
    SyncBench.status(alice, 1, 120);
    ScriptedPeer bob = bench.peer("bob", 120);
    bench.serve(bob);
    assertThat(bench.executor.executed).hasSize(119);
    assertThat(alice.isRunning()).isTrue();
  }

  @Test
  @DisplayName("PB-01 what a peer that left was asked for is asked of others")
  void leaves() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice", 120);
    List<Long> asked = SyncBench.asked(alice);
    bench.give(alice, 2);
    ScriptedPeer bob = bench.peer("bob", 120);
    alice.disconnect();
    assertThat(SyncBench.asked(bob))
        .contains(1L, 3L)
        .doesNotContain(2L)
        .containsAll(asked.subList(2, 20));
    bench.serve(bob);
    assertThat(bench.executor.executed).hasSize(119);
  }

  @Test
  @DisplayName("PB-01 the highest claim is forgotten with the peer that made it")
  void forgetsTheHighestClaim() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice", 50);
    ScriptedPeer bob = bench.peer("bob", 120);
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.progress().peerHeight()).isEqualTo(120);
    bob.disconnect();
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.progress().peerHeight()).isEqualTo(50);
    bench.serve(alice);
    assertThat(bench.executor.executed).hasSize(49);
  }

  @Test
  @DisplayName(
      "PB-10 near the next height a second peer is asked, where there is nothing else to do")
  void twoPeers() {
    SyncBench bench = SyncBench.of(chain).having(100).start();
    ScriptedPeer alice = bench.peer("alice", 104);
    ScriptedPeer bob = bench.peer("bob", 104);
    assertThat(SyncBench.asked(alice)).isEqualTo(heights(101, 104));
    assertThat(SyncBench.asked(bob)).isEqualTo(heights(101, 104));
    bench.serve(bob);
    assertThat(bench.executor.executed).isEqualTo(heights(101, 103));
  }

  @Test
  @DisplayName("PB-02 the same block from the second peer is no fault")
  void lateDuplicate() {
    SyncBench bench = SyncBench.of(chain).having(100).start();
    ScriptedPeer alice = bench.peer("alice", 104);
    ScriptedPeer bob = bench.peer("bob", 104);
    bench.serve(bob);
    bench.serve(alice);
    assertThat(alice.isRunning()).isTrue();
    assertThat(bench.executor.executed).isEqualTo(heights(101, 103));
    assertThat(bench.harness.metrics().value("blocksync_useless_blocks_total")).isEqualTo(4);
  }

  @Test
  @DisplayName("a block that is not there is asked of others, and of the same peer no more")
  void noBlock() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice", 120);
    bench.give(alice, 1);
    SyncBench.deny(alice, 2);
    assertThat(alice.isRunning()).isTrue();
    assertThat(SyncBench.asked(alice)).containsOnlyOnce(2L);
    ScriptedPeer bob = bench.peer("bob", 120);
    assertThat(SyncBench.asked(bob)).contains(2L);
    bench.serve(bob);
    assertThat(bench.executor.executed).hasSize(119);
  }

  @Test
  @DisplayName("PB-10 what was asked 30 s ago is asked of somebody else")
  void retries() {
    SyncBench bench = SyncBench.of(chain).having(60).start();
    ScriptedPeer alice = bench.peer("alice", 120);
    for (long height = 62; height < 90; height++) {
      bench.pass(Duration.ofSeconds(1));
      if (SyncBench.asked(alice).contains(height)) {
        bench.give(alice, height);
      }
      if (SyncBench.asked(alice).stream().filter(each -> each == 61).count() > 1) {
        break;
      }
    }
    bench.pass(Duration.ofSeconds(4));
    assertThat(SyncBench.asked(alice).stream().filter(each -> each == 61)).hasSizeGreaterThan(1);
    assertThat(alice.isRunning()).isTrue();
  }

  @Test
  @DisplayName("a request that eight later answers overtook is lost and made again at once")
  void lost() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice", 120);
    for (long height = 2; height <= 9; height++) {
      bench.give(alice, height);
    }
    assertThat(SyncBench.asked(alice).stream().filter(each -> each == 1)).hasSize(2);
    assertThat(bench.harness.world().now()).isZero();
  }

  @Test
  @DisplayName(
      "W1 as much is expected of a peer as it is asked for, and nothing when it has answered")
  void budget() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice");
    assertThat(alice.expectedBytes(BLOCKSYNC)).isZero();
    SyncBench.status(alice, 1, 3);
    long one = chain.genesisState().consensusParams().block().maxBytes() + (1 << 20);
    assertThat(alice.expectedBytes(BLOCKSYNC)).isEqualTo(3 * one);
    bench.give(alice, 1);
    assertThat(alice.expectedBytes(BLOCKSYNC)).isEqualTo(2 * one);
    bench.serve(alice);
    assertThat(alice.expectedBytes(BLOCKSYNC)).isZero();
  }

  @Test
  @DisplayName("a block with extensions is fetched, checked and saved with its extended commit")
  void extensions() {
    SampleChain extended = SampleChain.extended(5, 20);
    SyncBench bench = SyncBench.of(extended).start();
    bench.serve(bench.peer("alice", 20));
    assertThat(bench.executor.executed).isEqualTo(heights(1, 19));
    assertThat(bench.blocks.extendedCommit(4)).isEmpty();
    assertThat(bench.blocks.extendedCommit(5)).contains(extended.extendedCommit(5));
    assertThat(bench.blocks.extendedCommit(19)).contains(extended.extendedCommit(19));
  }

  @Test
  @DisplayName("validators that change are known to who checks ahead")
  void newcomer() {
    SampleChain changing = SampleChain.withNewcomer(30, 60);
    SyncBench bench = SyncBench.of(changing).start();
    ScriptedPeer alice = bench.peer("alice", 60);
    bench.serve(alice);
    assertThat(bench.executor.executed).isEqualTo(heights(1, 59));
    assertThat(bench.states.newest.validators().size()).isEqualTo(5);
    assertThat(alice.isRunning()).isTrue();
  }

  @Test
  @DisplayName("a chain of 100 validators")
  void hundred() {
    SampleChain many = SampleChain.ofValidators(100, 12);
    SyncBench bench = SyncBench.of(many).start();
    bench.serve(bench.peer("alice", 12));
    assertThat(bench.executor.executed).isEqualTo(heights(1, 11));
  }

  @Test
  @DisplayName("new blocks are followed as peers tell of them")
  void follows() {
    SyncBench bench = SyncBench.of(chain).having(100).start();
    ScriptedPeer alice = bench.peer("alice", 101);
    bench.serve(alice);
    bench.pass(Duration.ofSeconds(2));
    for (long height = 102; height <= 120; height++) {
      SyncBench.status(alice, 1, height);
      bench.serve(alice);
      assertThat(bench.executor.executed).endsWith(height - 1);
      bench.pass(Duration.ofSeconds(1));
    }
  }

  @Test
  @DisplayName("blocks of a peer that left are still used")
  void keepsWhatCame() {
    SyncBench bench = SyncBench.of(chain).start();
    ScriptedPeer alice = bench.peer("alice", 120);
    var gate = bench.executor.close();
    for (long height = 1; height <= 20; height++) {
      bench.give(alice, height);
    }
    alice.disconnect();
    gate.complete(null);
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.executor.executed).isEqualTo(heights(1, 19));
  }

  @Test
  @DisplayName("a stop waits for the block that is executed, and begins no other")
  void stops() {
    SyncBench bench = SyncBench.of(chain).start();
    var gate = bench.executor.close();
    ScriptedPeer alice = bench.peer("alice", 20);
    bench.serve(alice);
    var stopped = new java.util.concurrent.CompletableFuture<Void>();
    bench.harness.call(
        () -> bench.harness.reactor().stop().thenAccept(_ -> stopped.complete(null)));
    assertThat(stopped).isNotDone();
    gate.complete(null);
    bench.pass(Duration.ofSeconds(1));
    assertThat(stopped).isDone();
    assertThat(bench.executor.executed).containsExactly(1L);
  }

  @Test
  @DisplayName("an executor that fails ends the node with a line")
  void failure() {
    SyncBench bench = SyncBench.of(chain).start();
    bench.executor.failWith(new IllegalStateException("the application died"));
    bench.serve(bench.peer("alice", 20));
    assertThat(bench.harness.failures())
        .singleElement()
        .asString()
        .contains("block 1", "the application died");
    assertThat(bench.executor.executed).isEmpty();
    assertThat(bench.progress().phase())
        .isEqualTo(dev.cometj.chain.service.SyncStatus.Phase.FAILED);
  }

  @Test
  @DisplayName("a store that fails ends the node, and nothing is executed")
  void storeFails() {
    SyncBench bench = SyncBench.of(chain).start();
    bench.blocks.failWith(
        new dev.cometj.chain.service.StoreException(
            dev.cometj.chain.service.StoreException.Reason.DEVICE, "no space"));
    bench.serve(bench.peer("alice", 20));
    assertThat(bench.harness.failures()).singleElement().asString().contains("no space");
    assertThat(bench.executor.executed).isEmpty();
  }

  @Test
  @DisplayName("the same seed gives the same run")
  void replays() {
    assertThat(run(5)).isEqualTo(run(5));
  }

  private long run(long seed) {
    SyncBench bench =
        SyncBench.of(chain).in(dev.cometj.p2p.testkit.VirtualWorld.ofSeed(seed)).start();
    ScriptedPeer alice = bench.peer("alice", 120);
    ScriptedPeer bob = bench.peer("bob", 120);
    bench.serve(alice, bob);
    assertThat(bench.executor.executed).hasSize(119);
    return bench.harness.world().traceHash();
  }

  @Test
  @DisplayName("a state that does not fit the block store fails the start")
  void mismatch() {
    SyncBench bench = SyncBench.of(chain);
    bench.blocks.with(chain, 1, 10);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> bench.at(9).start()))
        .hasMessageContaining("height 9")
        .hasMessageContaining("10");
  }
}
