package dev.cometj.reactor.blocksync;

import static dev.cometj.reactor.blocksync.BlockSyncChannel.BLOCKSYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import dev.cometj.reactor.blocksync.BlockSyncMessage.BlockRequest;
import dev.cometj.reactor.blocksync.BlockSyncMessage.BlockResponse;
import dev.cometj.reactor.blocksync.BlockSyncMessage.NoBlockResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Blocks are served to who asks")
final class ServeTest {
  private final SampleChain chain = SampleChain.of(40);

  private static void ask(ScriptedPeer peer, long height) {
    peer.deliver(BLOCKSYNC, new BlockRequest(height));
  }

  private static List<BlockResponse> blocks(ScriptedPeer peer) {
    return SyncBench.sent(peer, BlockResponse.class);
  }

  @Test
  @DisplayName("PB-06 who asks for a block that is not there is told so")
  void noBlock() {
    SyncBench bench = SyncBench.of(chain).having(10).start();
    bench.blocks.pruneTo(3);
    ScriptedPeer alice = bench.peer("alice");
    ask(alice, 11);
    ask(alice, 2);
    ask(alice, 0);
    assertThat(SyncBench.sent(alice, NoBlockResponse.class))
        .containsExactly(new NoBlockResponse(11), new NoBlockResponse(2), new NoBlockResponse(0));
  }

  @Test
  @DisplayName("PB-07 a block is sent as it is stored")
  void block() {
    SyncBench bench = SyncBench.of(chain).having(10).start();
    ScriptedPeer alice = bench.peer("alice");
    ask(alice, 7);
    assertThat(blocks(alice)).hasSize(1);
    assertThat(blocks(alice).getFirst().block().encoded()).isEqualTo(chain.block(7).encoded());
    assertThat(blocks(alice).getFirst().extendedCommit()).isEmpty();
  }

  @Test
  @DisplayName("PB-07 where votes have extensions, they come along")
  void extended() {
    SampleChain extended = SampleChain.extended(5, 10);
    SyncBench bench = SyncBench.of(extended).having(10).start();
    ScriptedPeer alice = bench.peer("alice");
    ask(alice, 4);
    ask(alice, 5);
    assertThat(blocks(alice))
        .containsExactly(
            new BlockResponse(extended.block(4), Optional.empty()),
            new BlockResponse(extended.block(5), Optional.of(extended.extendedCommit(5))));
  }

  @Test
  @DisplayName("PB-07 without the extensions that there must be nothing is sent")
  void extensionsLost() {
    SyncBench bench = SyncBench.of(SampleChain.extended(5, 10)).having(10).start();
    bench.blocks.loseExtensions(6);
    ScriptedPeer alice = bench.peer("alice");
    alice.clearSent();
    ask(alice, 6);
    assertThat(alice.sent(BLOCKSYNC)).isEmpty();
    ask(alice, 7);
    assertThat(blocks(alice)).hasSize(1);
  }

  @Test
  @DisplayName("PB-07 W2 answers that find no room wait as numbers, and come in order")
  void fullQueue() {
    SyncBench bench = SyncBench.of(chain).having(40).start();
    ScriptedPeer alice = bench.peer("alice");
    alice.fill(BLOCKSYNC);
    for (long height = 1; height <= 40; height++) {
      ask(alice, height);
    }
    assertThat(blocks(alice)).isEmpty();
    assertThat(bench.blocks.reads).isLessThanOrEqualTo(17);
    alice.drain(BLOCKSYNC);
    assertThat(blocks(alice)).hasSize(40);
    assertThat(blocks(alice).stream().map(each -> each.block().height())).isSorted();
  }

  @Test
  @DisplayName("W9 of a peer that asks and never reads only so many requests wait, the newest")
  void asksAndNeverReads() {
    SyncBench bench = SyncBench.of(chain).having(40).start();
    ScriptedPeer alice = bench.peer("alice");
    alice.fill(BLOCKSYNC);
    for (int i = 0; i < 2_500; i++) {
      ask(alice, 1 + i % 40);
    }
    assertThat(bench.blocks.reads).isLessThanOrEqualTo(17);
    alice.drain(BLOCKSYNC);
    assertThat(blocks(alice)).hasSizeBetween(1000, 1017);
    assertThat(alice.isRunning()).isTrue();
  }

  @Test
  @DisplayName("blocks are served while others are fetched, and after consensus took over")
  void always() {
    SyncBench bench = SyncBench.of(chain).having(20).withConsensus().start();
    ScriptedPeer alice = bench.peer("alice", 40);
    ScriptedPeer bob = bench.peer("bob");
    ask(bob, 20);
    bench.serve(alice);
    ask(bob, 30);
    bench.pass(java.time.Duration.ofSeconds(2));
    assertThat(bench.handed).hasSize(1);
    ask(bob, 35);
    assertThat(blocks(bob).stream().map(each -> each.block().height()))
        .containsExactly(20L, 30L, 35L);
  }
}
