package dev.cometj.reactor.blocksync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.Proposal;
import dev.cometj.chain.Vote;
import dev.cometj.chain.service.BlockSyncHandoff;
import dev.cometj.chain.service.PrivValidator;
import dev.cometj.chain.service.SyncStatus.Phase;
import dev.cometj.crypto.PublicKey;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Consensus takes over when the node has what its peers have")
final class HandoffTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SampleChain chain = SampleChain.of(60);

  /// A validator of the sample, which only tells its key.
  private record Signer(PublicKey key) implements PrivValidator {
    @Override
    public CompletionStage<PublicKey> publicKey() {
      return CompletableFuture.completedStage(key);
    }

    @Override
    public CompletionStage<Vote> signVote(String chainId, Vote vote) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Proposal> signProposal(String chainId, Proposal proposal) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  @DisplayName("SB-09 not before there is a peer")
  void needsPeers() {
    SyncBench bench = SyncBench.of(chain).having(30).withConsensus().start();
    bench.pass(Duration.ofMinutes(2));
    assertThat(bench.handed).isEmpty();
    bench.peer("alice", 30);
    bench.pass(SECOND);
    assertThat(bench.handed).hasSize(1);
  }

  @Test
  @DisplayName("SB-09 when blocks were executed, the write-ahead log is not replayed")
  void skipsTheLog() {
    SyncBench bench = SyncBench.of(chain).withConsensus().start();
    ScriptedPeer alice = bench.peer("alice", 60);
    bench.serve(alice);
    assertThat(bench.handed).isEmpty();
    bench.pass(SECOND);
    assertThat(bench.handed).containsExactly(new SyncBench.Handed(chain.stateAt(59), true));
    assertThat(bench.progress().phase()).isEqualTo(Phase.DONE);
    assertThat(bench.progress().isCatchingUp()).isFalse();
    assertThat(bench.harness.metrics().value("blocksync_syncing")).isZero();
  }

  @Test
  @DisplayName("SB-09 when nothing was executed, it is replayed")
  void replaysTheLog() {
    SyncBench bench = SyncBench.of(chain).having(59).withConsensus().start();
    bench.peer("alice", 60);
    bench.pass(SECOND);
    assertThat(bench.handed).containsExactly(new SyncBench.Handed(chain.stateAt(59), false));
  }

  @Test
  @DisplayName("SB-09 at the beginning of a chain peers without blocks are enough")
  void genesis() {
    SyncBench bench = SyncBench.of(chain).withConsensus().start();
    bench.peer("alice", 0, 0);
    bench.pass(SECOND);
    assertThat(bench.handed).containsExactly(new SyncBench.Handed(chain.genesisState(), false));
  }

  @Test
  @DisplayName("SB-09 a node that is behind by more than one block does not hand over")
  void behind() {
    SyncBench bench = SyncBench.of(chain).having(57).withConsensus().start();
    bench.peer("alice", 60);
    bench.pass(Duration.ofSeconds(14));
    assertThat(bench.handed).isEmpty();
  }

  @Test
  @DisplayName("SB-09 a validator without whom the chain cannot go on waits for nobody")
  void blocksTheChain() {
    SampleChain three = SampleChain.ofValidators(3, 20);
    SyncBench bench =
        SyncBench.of(three)
            .having(10)
            .withConsensus()
            .withValidator(new Signer(three.keyOf(0).publicKey()))
            .start();
    bench.pass(SECOND);
    assertThat(bench.handed).hasSize(1);
  }

  @Test
  @DisplayName("SB-09 a validator with less than a third waits")
  void blocksNothing() {
    SyncBench bench =
        SyncBench.of(chain)
            .having(10)
            .withConsensus()
            .withValidator(new Signer(chain.keyOf(0).publicKey()))
            .start();
    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.handed).isEmpty();
  }

  @Test
  @DisplayName("the only validator of a chain begins at once, and fetches nothing")
  void alone() {
    SampleChain one = SampleChain.ofValidators(1, 5);
    SyncBench bench =
        SyncBench.of(one)
            .having(3)
            .withConsensus()
            .withValidator(new Signer(one.keyOf(0).publicKey()))
            .start();
    assertThat(bench.handed).containsExactly(new SyncBench.Handed(one.stateAt(3), false));
    ScriptedPeer mallory = bench.peer("mallory", 5);
    assertThat(SyncBench.asked(mallory)).isEmpty();
    bench.give(mallory, 4);
    assertThat(SyncBench.stopped(mallory).orElseThrow()).contains("never active");
  }

  @Test
  @DisplayName("SB-09 not before the last block's extensions are there, where votes have them")
  void needsExtensions() {
    SampleChain extended = SampleChain.extended(1, 40);
    SyncBench bench = SyncBench.of(extended).having(30).withConsensus();
    bench.blocks.loseExtensions(30);
    bench.start();
    ScriptedPeer alice = bench.peer("alice", 31);
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.handed).isEmpty();
    SyncBench.status(alice, 1, 33);
    bench.serve(alice);
    bench.pass(SECOND);
    assertThat(bench.handed).hasSize(1);
    assertThat(bench.handed.getFirst().state().lastBlockHeight()).isEqualTo(32);
  }

  @Test
  @DisplayName("SB-09 with them it does not wait for another block")
  void hasExtensions() {
    SampleChain extended = SampleChain.extended(1, 40);
    SyncBench bench = SyncBench.of(extended).having(30).withConsensus().start();
    bench.peer("alice", 31);
    bench.pass(SECOND);
    assertThat(bench.handed).hasSize(1);
  }

  @Test
  @DisplayName("SB-09 not while a block is executed")
  void waitsForTheBlock() {
    SyncBench bench = SyncBench.of(chain).having(58).withConsensus().start();
    var gate = bench.executor.close();
    ScriptedPeer alice = bench.peer("alice", 60);
    bench.serve(alice);
    bench.pass(Duration.ofSeconds(5));
    assertThat(bench.handed).isEmpty();
    gate.complete(null);
    bench.pass(SECOND);
    assertThat(bench.handed.getFirst().state().lastBlockHeight()).isEqualTo(59);
  }

  @Test
  @DisplayName(
      "SB-08 each second the log tells open requests, heights, peers by direction and the last block")
  void logsCounts() {
    List<String> lines = new ArrayList<>();
    Logger logger = Logger.getLogger(SyncCourse.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(new java.util.logging.SimpleFormatter().formatMessage(record));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.setLevel(Level.FINE);
    handler.setLevel(Level.FINE);
    logger.addHandler(handler);
    try {
      SyncBench bench = SyncBench.of(chain).having(10).start();
      bench.harness.peer("alice").outbound().connect();
      bench.peer("bob", 15);
      bench.pass(Duration.ofSeconds(3));
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(null);
    }
    assertThat(lines)
        .filteredOn(line -> line.contains("requests open"))
        .containsExactly(
            "5 requests open of 5 heights, 1 outbound, 1 inbound, last block 10",
            "5 requests open of 5 heights, 1 outbound, 1 inbound, last block 10",
            "5 requests open of 5 heights, 1 outbound, 1 inbound, last block 10");
  }

  @Test
  @DisplayName("a new node waits for state sync where that is enabled, and goes on from its state")
  void afterStateSync() {
    SyncBench bench = SyncBench.of(chain).with("statesync.enable", "true").withConsensus().start();
    ScriptedPeer alice = bench.peer("alice", 60);
    bench.pass(Duration.ofMinutes(1));
    assertThat(SyncBench.asked(alice)).isEmpty();
    assertThat(bench.progress().phase()).isEqualTo(Phase.WAITING);
    bench.harness.service(BlockSyncHandoff.class).startBlockSync(chain.stateAt(40));
    bench.harness.world().settle();
    assertThat(SyncBench.asked(alice)).startsWith(41L);
    bench.serve(alice);
    bench.pass(SECOND);
    assertThat(bench.executor.fullyValidated).containsExactly(41L);
    assertThat(bench.handed).containsExactly(new SyncBench.Handed(chain.stateAt(59), true));
  }

  @Test
  @DisplayName("who fell behind may begin again after consensus took over")
  void again() {
    SyncBench bench = SyncBench.of(chain).having(30).withConsensus().start();
    ScriptedPeer alice = bench.peer("alice", 30);
    bench.pass(SECOND);
    assertThat(bench.handed).hasSize(1);
    SyncBench.status(alice, 1, 60);
    assertThat(SyncBench.asked(alice)).isEmpty();
    bench.harness.service(BlockSyncHandoff.class).startBlockSync(chain.stateAt(30));
    bench.harness.world().settle();
    bench.serve(alice);
    bench.pass(SECOND);
    assertThat(bench.handed).hasSize(2);
    assertThat(bench.handed.getLast().state().lastBlockHeight()).isEqualTo(59);
  }
}
