package dev.cometj.reactor.blocksync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.Block;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The log tells the operator what only he can mend")
final class OperatorLineTest {
  private final SampleChain chain = SampleChain.of(60);
  private final List<Block> fork = chain.forkAfter(2);

  private ScriptedPeer fromTheFork(SyncBench bench, String name) {
    ScriptedPeer peer = bench.peer(name, 4);
    SyncBench.give(peer, fork.get(0), Optional.empty());
    SyncBench.give(peer, fork.get(1), Optional.empty());
    assertThat(peer.isRunning()).isFalse();
    return peer;
  }

  @Test
  @DisplayName(
      "when all peers serve a signed block that does not fit, one line says where, what, by how many and why")
  void allServeTheSame() {
    try (LogLines log = LogLines.of(SignedMismatch.class)) {
      SyncBench bench = SyncBench.of(chain).having(2).start();
      fromTheFork(bench, "alice");
      assertThat(log.lines())
          .containsExactly(
              "WARNING this node cannot follow the chain beyond height 2: block 3 is signed by the chain's"
                  + " validators, but its app_hash differs from this node's state (APP_HASH). 1 peer serves it,"
                  + " and no other is left. The application here is not the network's, or its state is damaged:"
                  + " check its version, or sync anew.");
      fromTheFork(bench, "bob");
      assertThat(log.lines()).hasSize(2);
      assertThat(log.lines().getLast()).contains("2 peers serve it");
      fromTheFork(bench, "carol");
      assertThat(log.lines()).hasSize(2);
      fromTheFork(bench, "dave");
      assertThat(log.lines()).hasSize(3);
      assertThat(log.lines().getLast()).contains("4 peers serve it");
    }
  }

  @Test
  @DisplayName("one peer of a fork is no news as long as others may have the right block")
  void othersAreLeft() {
    try (LogLines log = LogLines.of(SignedMismatch.class)) {
      SyncBench bench = SyncBench.of(chain).having(2).start();
      ScriptedPeer mallory = bench.peer("mallory", 4);
      bench.peer("honest", 4);
      SyncBench.give(mallory, fork.get(0), Optional.empty());
      SyncBench.give(mallory, fork.get(1), Optional.empty());
      assertThat(mallory.isRunning()).isFalse();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  @DisplayName("without peers the progress line says that it waits for them")
  void waitsForPeers() {
    try (LogLines log = LogLines.of(SyncProgress.class)) {
      SyncBench bench = SyncBench.of(chain).having(2).start();
      bench.pass(Duration.ofSeconds(11));
      assertThat(log.lines()).containsExactly("INFO block sync: height 2, waiting for peers");
      bench.peer("alice", 60);
      bench.pass(Duration.ofSeconds(10));
      assertThat(log.lines().getLast()).contains("height 2 of 60");
    }
  }
}
