package dev.cometj.execution.block;

import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// States in maps, of which only what the executor uses works. It remembers in which order it was written.
final class MemoryStates implements StateStore {
  final List<String> writes = new ArrayList<>();
  private final TreeMap<Long, ValidatorSet> validators = new TreeMap<>();
  private final TreeMap<Long, ResponseFinalizeBlock> responses = new TreeMap<>();
  private @Nullable State newest;

  @Override
  public Optional<State> load() {
    return Optional.ofNullable(newest);
  }

  @Override
  public Optional<ValidatorSet> validators(long height) {
    return Optional.ofNullable(validators.get(height));
  }

  @Override
  public Optional<ResponseFinalizeBlock> response(long height) {
    return Optional.ofNullable(responses.get(height));
  }

  @Override
  public Optional<ResponseFinalizeBlock> lastResponse(long height) {
    return responses.isEmpty() || responses.lastKey() != height
        ? Optional.empty()
        : response(height);
  }

  @Override
  public CompletionStage<Void> save(State state) {
    writes.add("state " + state.lastBlockHeight());
    validators.put(state.nextHeight(), state.validators());
    validators.put(state.nextHeight() + 1, state.nextValidators());
    newest = state;
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> saveResponse(long height, ResponseFinalizeBlock response) {
    writes.add("response " + height);
    responses.put(height, response);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> prune(long from, long to, long evidenceHeight) {
    writes.add("prune " + from + " to " + to);
    return CompletableFuture.completedStage(null);
  }

  void forgetValidators() {
    validators.clear();
  }

  @Override
  public Optional<ConsensusParams> consensusParams(long height) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean keepsResponses() {
    return true;
  }

  @Override
  public CompletionStage<Void> bootstrap(State state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> rollBackTo(State state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OptionalLong offlineStateSyncHeight() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> saveOfflineStateSyncHeight(long height) {
    throw new UnsupportedOperationException();
  }
}
