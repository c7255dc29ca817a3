package dev.cometj.execution.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.Rollback;
import dev.cometj.execution.store.Stores;
import dev.cometj.execution.store.contract.SampleChain.Saved;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What blocks and states must do over every database.
public abstract class StoresContract {
  private static final int BLOCKS = 12;

  /// Blocks of several parts.
  private static final int TX_BYTES = 150_000;

  @TempDir Path folder;

  private final SampleChain chain = new SampleChain(TX_BYTES);
  private Stores stores;

  /// Open the database of a folder.
  protected abstract KeyValueStore open(Path folder);

  /// Whether a database is there again when it is opened again.
  protected abstract boolean isDurable();

  @BeforeEach
  void saveAChain() {
    stores = openStores();
    done(stores.states().save(chain.genesis()));
    for (int height = 1; height <= BLOCKS; height++) {
      Saved saved = chain.at(height);
      done(stores.blocks().save(saved.block(), saved.parts(), saved.commit()));
      done(stores.states().saveResponse(height, answer(height)));
      done(stores.states().save(saved.state()));
    }
  }

  @AfterEach
  void closeStores() {
    stores.close();
  }

  private Stores openStores() {
    return Stores.over(open(folder), true, Runnable::run);
  }

  private void reopenIfDurable() {
    if (isDurable()) {
      stores.close();
      stores = openStores();
    }
  }

  private static void done(CompletionStage<?> write) {
    var _ = write.toCompletableFuture().join();
  }

  private ValidatorSet validatorsOf(int height) {
    ValidatorSet first = chain.genesis().validators();
    return height == 1 ? first : first.advanced(height - 1);
  }

  private static ResponseFinalizeBlock answer(long height) {
    return ResponseFinalizeBlock.newBuilder()
        .setAppHash(ByteString.copyFromUtf8("after " + height))
        .build();
  }

  @Test
  void blocksComeBackByteForByte() {
    reopenIfDurable();
    BlockStore blocks = stores.blocks();
    assertThat(blocks.base()).isEqualTo(1);
    assertThat(blocks.height()).isEqualTo(BLOCKS);
    for (int height = 1; height <= BLOCKS; height++) {
      Saved saved = chain.at(height);
      assertThat(blocks.block(height)).contains(saved.block());
      assertThat(blocks.block(saved.block().hash())).contains(saved.block());
      assertThat(blocks.encodedBlock(height)).contains(saved.block().encoded());
      assertThat(blocks.seenCommit(height)).contains(saved.commit());
      assertThat(blocks.commit(height - 1)).contains(saved.block().lastCommit());
      for (int i = 0; i < saved.parts().total(); i++) {
        assertThat(blocks.part(height, i)).isEqualTo(saved.parts().part(i));
      }
    }
    assertThat(blocks.block(BLOCKS + 1)).isEmpty();
  }

  @Test
  void everyHeightHasItsValidatorsParametersAndAnswer() {
    reopenIfDurable();
    StateStore states = stores.states();
    assertThat(states.load()).contains(chain.at(BLOCKS).state());
    for (int height = 1; height <= BLOCKS; height++) {
      assertThat(states.validators(height)).contains(validatorsOf(height));
      assertThat(states.consensusParams(height)).contains(chain.genesis().consensusParams());
      assertThat(states.response(height)).contains(answer(height));
    }
    assertThat(states.lastResponse(BLOCKS)).contains(answer(BLOCKS));
  }

  @Test
  void whatWasPrunedIsGoneAndAllElseIsThere() {
    int retained = BLOCKS / 2;
    var pruned = stores.blocks().prune(retained, chain.at(BLOCKS).state()).toCompletableFuture();
    assertThat(pruned.join().blocks()).isEqualTo(retained - 1);
    done(stores.states().prune(1, retained, pruned.join().evidenceHeight()));
    reopenIfDurable();
    assertThat(stores.blocks().base()).isEqualTo(retained);
    for (int height = 1; height <= BLOCKS; height++) {
      assertThat(stores.blocks().block(height).isPresent()).isEqualTo(height >= retained);
      assertThat(stores.states().response(height).isPresent()).isEqualTo(height >= retained);
      assertThat(stores.states().validators(height))
          .as("evidence of height %d may come yet", height)
          .contains(validatorsOf(height));
    }
  }

  @Test
  void aRollbackTakesBackTheLastBlockWhichCanThenBeSavedAgain() {
    Saved last = chain.at(BLOCKS);
    assertThat(Rollback.run(stores.blocks(), stores.states(), true).height()).isEqualTo(BLOCKS - 1);
    reopenIfDurable();
    assertThat(stores.blocks().height()).isEqualTo(BLOCKS - 1);
    assertThat(stores.blocks().block(BLOCKS)).isEmpty();
    assertThat(stores.states().load().orElseThrow().lastBlockHeight()).isEqualTo(BLOCKS - 1);
    done(stores.blocks().save(last.block(), last.parts(), last.commit()));
    done(stores.states().save(last.state()));
    reopenIfDurable();
    assertThat(stores.blocks().block(BLOCKS)).contains(last.block());
    assertThat(stores.states().load()).contains(last.state());
  }

  @Test
  void closedStoresSaySo() {
    stores.close();
    assertThatThrownBy(() -> stores.blocks().block(1))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.CLOSED));
    Saved next = chain.at(BLOCKS + 1);
    assertThat(stores.blocks().save(next.block(), next.parts(), next.commit()))
        .failsWithin(java.time.Duration.ZERO);
    assertThat(stores.states().save(next.state())).failsWithin(java.time.Duration.ZERO);
  }
}
