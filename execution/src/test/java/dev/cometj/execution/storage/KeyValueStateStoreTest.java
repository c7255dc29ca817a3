package dev.cometj.execution.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.params.VersionParams;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.Rollback;
import dev.cometj.execution.store.contract.SampleChain;
import dev.cometj.execution.store.contract.SampleChain.Saved;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyValueStateStoreTest {
  private final ForgetfulStore database = new ForgetfulStore();
  private final SampleChain chain = new SampleChain(10);
  private final StateStore store = over(database);

  private static StateStore over(ForgetfulStore database) {
    return new KeyValueStateStore(database, true, Runnable::run);
  }

  private static void join(CompletionStage<?> stage) {
    stage.toCompletableFuture().join();
  }

  private static ResponseFinalizeBlock answer(long height) {
    return ResponseFinalizeBlock.newBuilder()
        .setAppHash(ByteString.copyFromUtf8("after " + height))
        .build();
  }

  private void saveUpTo(StateStore states, long height) {
    join(states.save(chain.genesis()));
    for (long next = 1; next <= height; next++) {
      join(states.saveResponse(next, answer(next)));
      join(states.save(chain.at(next).state()));
    }
  }

  @Test
  void anEmptyStoreHasNothing() {
    assertThat(store.load()).isEmpty();
    assertThat(store.validators(1)).isEmpty();
    assertThat(store.consensusParams(1)).isEmpty();
    assertThat(store.response(1)).isEmpty();
    assertThat(store.lastResponse(1)).isEmpty();
    assertThat(store.offlineStateSyncHeight()).isEmpty();
  }

  @Test
  void theNewestStateComesBackWithValidatorsAndParametersOfAllHeights() {
    saveUpTo(store, 5);
    StateStore again = over(database);
    assertThat(again.load()).contains(chain.at(5).state());
    for (int height = 1; height <= 4; height++) {
      State after = chain.at(height).state();
      assertThat(again.validators(height).orElseThrow().hash())
          .isEqualTo(after.lastValidators().hash());
      assertThat(again.consensusParams(height)).contains(after.consensusParams());
      assertThat(again.response(height)).contains(answer(height));
    }
    assertThat(again.validators(6)).isPresent();
    assertThat(again.validators(7)).isPresent();
    assertThat(again.validators(8)).isEmpty();
    assertThat(again.consensusParams(7)).isEmpty();
    assertThat(again.lastResponse(5)).contains(answer(5));
    assertThat(again.lastResponse(4)).isEmpty();
  }

  @Test
  void validatorsAreThoseOfTheLastChangeAdvancedAtOnce() {
    saveUpTo(store, 4);
    ValidatorSet first = chain.genesis().nextValidators();
    assertThat(store.validators(1)).contains(chain.genesis().validators());
    // The genesis names the initial height as that of the last change, as the original does.
    assertThat(store.validators(2)).contains(chain.genesis().validators().advanced(1));
    assertThat(store.validators(5)).contains(chain.genesis().validators().advanced(4));
    assertThat(store.voters(5)).contains(chain.genesis().validators());
    assertThat(store.voters(50)).isEmpty();
    assertThat(first).isEqualTo(chain.genesis().validators().advanced(1));
  }

  @Test
  void aSetIsKeptWholeAtEachCheckpoint() {
    State template = chain.at(3).state();
    State before = withHeight(template, 99_998);
    join(store.bootstrap(before));
    join(store.save(before));
    join(store.save(withHeight(template, 99_999)));
    join(store.save(withHeight(template, 100_000)));
    var info = new KeyValueStateStore(database, true, Runnable::run).validatorsInfo(100_000);
    assertThat(info.orElseThrow().hasValidatorSet()).isTrue();
    assertThat(store.validators(100_001))
        .contains(store.validators(100_000).orElseThrow().advanced(1));
  }

  private static State withHeight(State state, long height) {
    return new State(
        state.version(),
        state.software(),
        state.chainId(),
        state.initialHeight(),
        height,
        state.lastBlockId(),
        state.lastBlockTime(),
        state.nextValidators(),
        state.validators(),
        state.lastValidators(),
        99_000,
        state.consensusParams(),
        99_000,
        state.lastResultsHash(),
        state.appHash());
  }

  @Test
  void anAnswerIsKeptOnceAndOnlyTheNewestWhereAnswersAreDiscarded() {
    StateStore brief = new KeyValueStateStore(database, false, Runnable::run);
    saveUpTo(brief, 3);
    assertThat(brief.keepsResponses()).isFalse();
    assertThat(brief.response(3)).isEmpty();
    assertThat(brief.lastResponse(3)).contains(answer(3));
    assertThat(store.response(3)).isEmpty();
    assertThat(store.lastResponse(3)).contains(answer(3));
  }

  @Test
  void anEmptyAnswerIsOne() {
    join(store.saveResponse(1, ResponseFinalizeBlock.getDefaultInstance()));
    assertThat(store.response(1)).contains(ResponseFinalizeBlock.getDefaultInstance());
    assertThat(store.lastResponse(1)).contains(ResponseFinalizeBlock.getDefaultInstance());
  }

  @Test
  void aBlockCostsOneSync() {
    join(store.save(chain.genesis()));
    int before = database.syncs();
    join(store.saveResponse(1, answer(1)));
    join(store.save(chain.at(1).state()));
    assertThat(database.syncs()).isEqualTo(before + 1);
    // Without its answer at hand a state is synced itself.
    join(store.save(chain.at(2).state()));
    assertThat(database.syncs()).isEqualTo(before + 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName(
      "F09 after a power loss the newest state is missing at most, and then its answer is there")
  void aPowerLossLosesNothingThatCannotBeMadeAgain(long seed) {
    Random random = new Random(seed);
    ForgetfulStore disk = new ForgetfulStore();
    StateStore states = over(disk);
    long height = 1 + random.nextInt(6);
    saveUpTo(states, height - 1);
    join(states.saveResponse(height, answer(height)));
    boolean isSaved = random.nextBoolean();
    if (isSaved) {
      join(states.save(chain.at(height).state()));
    }
    StateStore after = over(disk.afterPowerLoss(random));
    State newest = after.load().orElseThrow();
    assertThat(newest.lastBlockHeight()).isBetween(height - 1, isSaved ? height : height - 1);
    assertThat(newest)
        .isEqualTo(
            newest.lastBlockHeight() == 0
                ? chain.genesis()
                : chain.at(newest.lastBlockHeight()).state());
    assertThat(after.lastResponse(height)).contains(answer(height));
    join(after.save(chain.at(height).state()));
    assertThat(over(disk.afterPowerLoss(random)).lastResponse(height)).isPresent();
  }

  @Test
  void aBootstrappedStoreHasThreeSetsOfValidators() {
    State state = chain.at(5).state();
    State synced = withHeight(state, 5).withAppVersion(3);
    State whole =
        new State(
            synced.version(),
            synced.software(),
            synced.chainId(),
            synced.initialHeight(),
            5,
            synced.lastBlockId(),
            synced.lastBlockTime(),
            synced.nextValidators(),
            synced.validators(),
            synced.lastValidators(),
            7,
            synced.consensusParams(),
            6,
            synced.lastResultsHash(),
            synced.appHash());
    join(store.bootstrap(whole));
    assertThat(store.load()).contains(whole);
    assertThat(store.validators(4)).isEmpty();
    assertThat(store.validators(5)).contains(state.lastValidators());
    assertThat(store.validators(6)).contains(state.validators());
    assertThat(store.validators(7)).contains(state.nextValidators());
    assertThat(store.consensusParams(6)).contains(state.consensusParams());
  }

  @Test
  void pruningKeepsWhatLaterHeightsPointTo() {
    saveUpTo(store, 20);
    ValidatorSet atTen = store.validators(10).orElseThrow();
    ValidatorSet atSeven = store.validators(7).orElseThrow();
    join(store.prune(1, 10, 7));
    assertThat(store.validators(10)).contains(atTen);
    assertThat(store.validators(7)).contains(atSeven);
    assertThat(store.validators(6)).isEmpty();
    assertThat(store.validators(1)).isPresent();
    assertThat(store.consensusParams(10)).contains(chain.genesis().consensusParams());
    assertThat(store.consensusParams(9)).isEmpty();
    assertThat(store.response(9)).isEmpty();
    assertThat(store.response(10)).isPresent();
    assertThatThrownBy(() -> join(store.prune(10, 10, 10)))
        .hasCauseInstanceOf(StoreException.class);
    assertThatThrownBy(() -> join(store.prune(10, 100, 100)))
        .cause()
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MISSING));
  }

  @Test
  void theOfflineHeightIsGosVarint() {
    join(store.saveOfflineStateSyncHeight(300));
    assertThat(database.get(StateKeys.OFFLINE_STATE_SYNC)).contains(Bytes.fromHex("d804"));
    assertThat(store.offlineStateSyncHeight()).hasValue(300);
  }

  @Test
  void aDamagedStateIsSaidToBe() {
    database.write(
        new dev.cometj.execution.store.WriteBatch().put(StateKeys.STATE, Bytes.fromHex("ffffff")),
        true);
    assertThatThrownBy(store::load)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));
  }

  @Test
  void changesBeforeTheFirstBlockAreKept() {
    ConsensusParams params =
        new ConsensusParams(
            ConsensusParams.DEFAULT.block(),
            ConsensusParams.DEFAULT.evidence(),
            ConsensusParams.DEFAULT.validator(),
            new VersionParams(9),
            ConsensusParams.DEFAULT.abci());
    State changed =
        chain
            .genesis()
            .withConsensusParams(params)
            .withAppVersion(9)
            .withAppHash(Bytes.fromHex("01"))
            .withLastResultsHash(Bytes.fromHex("02"))
            .withValidators(chain.genesis().nextValidators());
    join(store.save(chain.genesis()));
    join(store.save(changed));
    assertThat(store.load()).contains(changed);
    assertThat(store.consensusParams(1)).contains(params);
    assertThat(store.validators(1)).contains(chain.genesis().nextValidators());
    assertThat(changed.lastBlockId()).isEqualTo(BlockId.NIL);
  }

  @Test
  void aRollbackMakesTheStateOfTheBlockBefore() {
    var blocks = new KeyValueBlockStore(new ForgetfulStore(), Runnable::run);
    saveUpTo(store, 5);
    for (int height = 1; height <= 6; height++) {
      Saved saved = chain.at(height);
      join(blocks.save(saved.block(), saved.parts(), saved.commit()));
    }
    // The block is one ahead of the state: only the block goes.
    assertThat(Rollback.run(blocks, store, true).height()).isEqualTo(5);
    assertThat(blocks.height()).isEqualTo(5);
    assertThat(Rollback.run(blocks, store, false))
        .isEqualTo(new Rollback.Result(4, chain.at(4).state().appHash()));
    assertThat(blocks.height()).isEqualTo(5);
    State expected = chain.at(4).state();
    State got = store.load().orElseThrow();
    assertThat(got.lastBlockId()).isEqualTo(expected.lastBlockId());
    assertThat(got.validators()).isEqualTo(expected.validators());
    assertThat(got.nextValidators()).isEqualTo(expected.nextValidators());
    assertThat(got.lastValidators().hash()).isEqualTo(expected.lastValidators().hash());
    assertThat(got.lastResultsHash()).isEqualTo(expected.lastResultsHash());
    assertThat(got.appHash()).isEqualTo(expected.appHash());
    assertThat(got.lastBlockTime()).isEqualTo(expected.lastBlockTime());
    join(store.save(chain.at(5).state()));
    assertThat(Rollback.run(blocks, store, true).height()).isEqualTo(4);
    assertThat(blocks.height()).isEqualTo(4);
    assertThatThrownBy(() -> Rollback.run(blocks, over(new ForgetfulStore()), false))
        .isInstanceOf(StoreException.class);
  }
}
