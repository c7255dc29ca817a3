package dev.cometj.chain.service;

import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// The service that keeps the newest [State], the validators and parameters of every height, and what the application
/// answered to each block. Realises `state/store.go`.
///
/// Reads are synchronous and may be made from any thread. Writes return stages, which end on any thread; they are done
/// one after the other, in the order of the calls, each whole or not at all.
///
/// Reads throw, and stages fail with, [StoreException] only.
///
/// **Order of writes for one block**, which makes a kill or a power loss at any moment recoverable:
///
/// 1. [BlockStore#save] ends: the block is durable.
/// 2. The application executes it, and [#saveResponse] ends: the answer is durable.
/// 3. The application commits.
/// 4. [#save] ends: the state is written. It need not be synced, because from block and answer it can be made again
///    without the application. But it is durable before anything is that is saved later, in this store or in the block
///    store, so that a power loss takes at most the state of the block store's last block.
public interface StateStore {
  /// Read the newest state.
  ///
  /// @return the state, or empty if none was saved
  Optional<State> load();

  /// Read the validators of a height.
  ///
  /// @param height the height
  /// @return who votes on that height's block, or empty if that is not here. At worst their queue is advanced 100,000
  ///     rounds from the last set that was kept whole
  Optional<ValidatorSet> validators(long height);

  /// Read the validators of a height whose queue does not matter, which takes no longer the longer they have been the
  /// same.
  ///
  /// @param height the height
  /// @return who votes on that height's block, with any priorities, or empty if that is not here
  default Optional<ValidatorSet> voters(long height) {
    return validators(height);
  }

  /// Read the parameters of a height.
  ///
  /// @param height the height
  /// @return the parameters of that height's block, or empty if they are not here
  Optional<ConsensusParams> consensusParams(long height);

  /// Read what the application answered to a block.
  ///
  /// @param height the block's height
  /// @return the answer, or empty if it is not here, as when [#keepsResponses] is false
  Optional<ResponseFinalizeBlock> response(long height);

  /// Read what the application answered to the newest block it executed, which is kept in any case.
  ///
  /// @param height the height it must be of
  /// @return the answer, or empty if the newest is of another height
  Optional<ResponseFinalizeBlock> lastResponse(long height);

  /// Tell whether the answers to all blocks are kept (`storage.discard_abci_responses = false`).
  ///
  /// @return whether they are
  boolean keepsResponses();

  /// Save the state after a block, or the one before the first, with the validators and parameters that it brings.
  ///
  /// @param state the state
  /// @return a stage that ends when it is written. It is durable then, or the answer to its last block is
  CompletionStage<Void> save(State state);

  /// Save what the application answered to a block, before the application commits it.
  ///
  /// @param height the block's height
  /// @param response the answer
  /// @return a stage that ends when it is durable, and all that was written before
  CompletionStage<Void> saveResponse(long height, ResponseFinalizeBlock response);

  /// Save a state that came from elsewhere than from blocks, as state sync does, with its three sets of validators.
  ///
  /// @param state the state
  /// @return a stage that ends when it is durable
  CompletionStage<Void> bootstrap(State state);

  /// Replace the newest state by that of the block before, as a rollback does.
  ///
  /// @param state the state
  /// @return a stage that ends when it is durable
  CompletionStage<Void> rollBackTo(State state);

  /// Remove what is kept of heights. What later heights build on stays, as do validators that evidence may still need.
  ///
  /// @param from the first height to remove, from 1
  /// @param to the first height to keep, more than `from`; it must be here
  /// @param evidenceHeight the first height whose validators stay, as [BlockStore.Pruned] tells it
  /// @return a stage that ends when they are durably gone
  CompletionStage<Void> prune(long from, long to, long evidenceHeight);

  /// Read the height at which the stores were bootstrapped by a command, while the node was not running.
  ///
  /// @return the height, or empty if they were not
  OptionalLong offlineStateSyncHeight();

  /// Save the height at which the stores were bootstrapped by a command.
  ///
  /// @param height the height, from 0
  /// @return a stage that ends when it is durable
  CompletionStage<Void> saveOfflineStateSyncHeight(long height);
}
