package dev.cometj.execution.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.Block;
import dev.cometj.chain.Commit;
import dev.cometj.chain.abci.Application;
import dev.cometj.chain.service.EventBus;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.TxPool;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.storage.ForgetfulStore;
import dev.cometj.execution.store.KeyRange;
import dev.cometj.execution.store.KeyValueCursor;
import dev.cometj.execution.store.KeyValueSnapshot;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.Stores;
import dev.cometj.execution.store.WriteBatch;
import dev.cometj.wire.abci.RequestCommit;
import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.RequestInitChain;
import dev.cometj.wire.abci.ResponseCommit;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import dev.cometj.wire.abci.ResponseInfo;
import dev.cometj.wire.abci.ResponseInitChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The power fails at every write of the database and at every commit of the application, in every way that the disk can
/// forget; then the node starts.
class ExecutionPowerLossTest {
  private static final int BLOCKS = 4;

  private final List<TestChain> byHeight = new ArrayList<>();
  private final ForgetfulStore disk = new ForgetfulStore();
  private final List<Moment> moments = new ArrayList<>();
  private int committed;

  /// When the power can fail: after so many writes, of which the last ones are not synced.
  private record Moment(int writes, int unsynced, int committed) {}

  @Test
  @DisplayName(
      "F17 after a power loss at any moment the node and its application meet at the last block")
  void aNodeRecovers() {
    for (int height = 0; height <= BLOCKS; height++) {
      byHeight.add(TestChain.of(height));
    }
    executeAll();
    assertThat(moments).hasSizeGreaterThan(4 * BLOCKS);
    Set<Long> reached = new TreeSet<>();
    for (Moment moment : moments) {
      for (int lost = 0; lost <= moment.unsynced(); lost++) {
        // An application may also lose what it has committed last, or all.
        for (int app :
            new TreeSet<>(List.of(0, Math.max(0, moment.committed() - 1), moment.committed()))) {
          reached.add(recover(disk.first(moment.writes() - lost), app));
        }
      }
    }
    assertThat(reached).hasSize(BLOCKS + 1);
  }

  private void executeAll() {
    Stores stores = Stores.over(new Watched(), true, Runnable::run);
    TestChain whole = byHeight.getLast();
    Application app = new Committing(TestChain.fresh(1).app);
    State state =
        TestChain.get(
                new Handshake(
                        TestChain.connect(app),
                        services(stores),
                        TestChain.validation(),
                        whole.genesis,
                        TestChain.INLINE)
                    .run())
            .state();
    AbciBlockExecutor executor = whole.executor(TestChain.connect(app), services(stores));
    for (long height = 1; height <= BLOCKS; height++) {
      Block block = whole.blocks.block(height).orElseThrow();
      TestChain.get(stores.blocks().save(block, block.toPartSet(), commit(height)));
      state = TestChain.get(executor.applyVerifiedBlock(state, TestChain.id(block), block));
      assertThat(state).isEqualTo(byHeight.get((int) height).state);
    }
  }

  private Commit commit(long height) {
    TestChain whole = byHeight.getLast();
    return whole.blocks.block(height + 1).map(Block::lastCommit).orElse(whole.lastCommit);
  }

  private static NodeServices services(Stores stores) {
    return new NodeServices(
        stores.blocks(), stores.states(), TxPool.empty(), EvidencePool.empty(), EventBus.silent());
  }

  /// Starts a node on what is left.
  ///
  /// @return the height at which all meet
  private long recover(ForgetfulStore left, int appHeight) {
    Stores stores = Stores.over(left, true, Runnable::run);
    Application app = (appHeight == 0 ? TestChain.fresh(1) : TestChain.of(appHeight)).app;
    var outcome =
        TestChain.get(
            new Handshake(
                    TestChain.connect(app),
                    services(stores),
                    TestChain.validation(),
                    byHeight.getLast().genesis,
                    TestChain.INLINE)
                .run());
    long height = stores.blocks().height();
    TestChain expected = byHeight.get((int) height);
    assertThat(outcome.state()).isEqualTo(expected.state);
    assertThat(stores.states().load()).contains(expected.state);
    assertThat(app.info(RequestInfo.getDefaultInstance()))
        .isEqualTo(expected.app.info(RequestInfo.getDefaultInstance()));
    return height;
  }

  private void remember() {
    moments.add(new Moment(disk.writes(), disk.unsynced(), committed));
  }

  /// An application whose commits are durable at once.
  private final class Committing implements Application {
    private final Application inner;

    Committing(Application inner) {
      this.inner = inner;
    }

    @Override
    public ResponseInfo info(RequestInfo request) {
      return inner.info(request);
    }

    @Override
    public ResponseInitChain initChain(RequestInitChain request) {
      return inner.initChain(request);
    }

    @Override
    public ResponseFinalizeBlock finalizeBlock(RequestFinalizeBlock request) {
      return inner.finalizeBlock(request);
    }

    @Override
    public ResponseCommit commit(RequestCommit request) {
      ResponseCommit response = inner.commit(request);
      committed++;
      remember();
      return response;
    }
  }

  /// The disk, of which every write is a moment.
  private final class Watched implements KeyValueStore {
    @Override
    public void write(WriteBatch batch, boolean sync) {
      disk.write(batch, sync);
      remember();
    }

    @Override
    public Optional<Bytes> get(Bytes key) {
      return disk.get(key);
    }

    @Override
    public KeyValueCursor iterate(KeyRange range, Order order) {
      return disk.iterate(range, order);
    }

    @Override
    public KeyValueSnapshot snapshot() {
      return disk.snapshot();
    }

    @Override
    public void close() {
      disk.close();
    }
  }
}
