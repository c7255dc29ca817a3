package dev.cometj.execution.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StoreException;
import dev.cometj.execution.store.Rollback;
import dev.cometj.execution.store.Stores;
import dev.cometj.execution.store.contract.SampleChain;
import dev.cometj.execution.store.contract.SampleChain.Saved;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A node saves blocks and states in the order that `StateStore` tells; after each write the power fails in every way
/// that it can, and what is left must be what a starting node recovers from.
class PowerLossTest {
  private static final int BLOCKS = 6;
  private static final int RETAINED = 2;

  private final ForgetfulStore database = new ForgetfulStore();
  private final SampleChain chain = new SampleChain(200);
  private Stores stores = over(database);

  /// The last block whose execution the application has made durable.
  private long committed;

  private static Stores over(ForgetfulStore database) {
    return Stores.over(database, true, Runnable::run);
  }

  @Test
  @DisplayName("F09 after any power loss the blocks are as far as the state, or one ahead")
  void aNodeRecoversFromAnyPowerLoss() {
    done(stores.states().save(chain.genesis()));
    for (int height = 1; height <= BLOCKS; height++) {
      Saved saved = chain.at(height);
      done(stores.blocks().save(saved.block(), saved.parts(), saved.commit()));
      apply(height);
      if (height > RETAINED) {
        prune(height);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName(
      "F09 after a power loss during a rollback the blocks are as far as the state, or one ahead")
  void aRollbackSurvivesAPowerLoss(boolean removesBlock) {
    done(stores.states().save(chain.genesis()));
    for (int height = 1; height <= BLOCKS; height++) {
      Saved saved = chain.at(height);
      done(stores.blocks().save(saved.block(), saved.parts(), saved.commit()));
      apply(height);
    }
    int before = database.writes();
    committed = 0; // An operator resets the application before.
    Rollback.run(stores.blocks(), stores.states(), removesBlock);
    for (int writes = before; writes <= database.writes(); writes++) {
      requireRecoverable(database.first(writes));
    }
    assertThat(stores.blocks().height()).isEqualTo(removesBlock ? BLOCKS - 1 : BLOCKS);
  }

  private void apply(long height) {
    done(stores.states().saveResponse(height, answer(height)));
    committed = height;
    requireRecoverable();
    done(stores.states().save(chain.at(height).state()));
  }

  private void prune(long height) {
    State newest = chain.at(height).state();
    long retained = height - RETAINED + 1;
    var pruned = stores.blocks().prune(retained, newest);
    done(pruned);
    long evidence = pruned.toCompletableFuture().join().evidenceHeight();
    done(stores.states().prune(retained - 1, retained, evidence));
  }

  private void done(CompletionStage<?> write) {
    var _ = write.toCompletableFuture().join();
    requireRecoverable();
  }

  private void requireRecoverable() {
    for (int spared = 0; spared <= database.unsynced(); spared++) {
      requireRecoverable(database.afterPowerLoss(spared));
    }
  }

  private void requireRecoverable(ForgetfulStore disk) throws StoreException {
    try (Stores left = over(disk)) {
      long blocks = left.blocks().height();
      long states = left.states().load().map(State::lastBlockHeight).orElse(0L);
      assertThat(blocks).isBetween(states, states + 1);
      assertThat(committed).isLessThanOrEqualTo(blocks);
      if (states > 0) {
        assertThat(left.states().load()).contains(chain.at(states).state());
      }
      if (committed == states + 1) {
        assertThat(left.states().lastResponse(committed)).contains(answer(committed));
      }
      for (long height = Math.max(1, left.blocks().base()); height <= blocks; height++) {
        assertThat(left.blocks().block(height)).contains(chain.at(height).block());
      }
      assertThat(left.states().validators(states + 1).isPresent())
          .isEqualTo(left.states().load().isPresent());
    }
  }

  private static ResponseFinalizeBlock answer(long height) {
    return ResponseFinalizeBlock.newBuilder()
        .setAppHash(com.google.protobuf.ByteString.copyFromUtf8("after " + height))
        .build();
  }
}
