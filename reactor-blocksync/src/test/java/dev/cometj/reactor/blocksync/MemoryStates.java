package dev.cometj.reactor.blocksync;

import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// A state store that knows the newest state, as far as block sync asks.
final class MemoryStates implements StateStore {
  State newest;
  long offlineHeight = -1;

  MemoryStates(State newest) {
    this.newest = newest;
  }

  @Override
  public Optional<State> load() {
    return Optional.of(newest);
  }

  @Override
  public Optional<ConsensusParams> consensusParams(long height) {
    return Optional.of(newest.consensusParams());
  }

  @Override
  public OptionalLong offlineStateSyncHeight() {
    return offlineHeight < 0 ? OptionalLong.empty() : OptionalLong.of(offlineHeight);
  }

  @Override
  public Optional<ValidatorSet> validators(long height) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<ResponseFinalizeBlock> response(long height) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<ResponseFinalizeBlock> lastResponse(long height) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean keepsResponses() {
    return true;
  }

  @Override
  public CompletionStage<Void> save(State state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> saveResponse(long height, ResponseFinalizeBlock response) {
    throw new UnsupportedOperationException();
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
  public CompletionStage<Void> prune(long from, long to, long evidenceHeight) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> saveOfflineStateSyncHeight(long height) {
    throw new UnsupportedOperationException();
  }
}
