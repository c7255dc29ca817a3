package dev.cometj.chain.service;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import java.util.concurrent.CompletionStage;

/// The service that checks and executes blocks; Go's `BlockExecutor` of `state/execution.go`.
///
/// Calls may be made from any thread and return at once. Stages end on any thread, so a core takes the answer over into
/// its mailbox. They fail with an [InvalidBlockException] where a block is to blame, with a
/// [BlockExecutionException] or the application's [dev.cometj.chain.abci.AbciException] where the node cannot go on, and
/// with what the stores fail with.
public interface BlockExecutor extends BlockProposals, VoteExtensions {
  /// Check a block against the state that it follows, its last commit's signatures and its evidence included.
  ///
  /// @param state the state before the block
  /// @param block the block
  /// @return a stage that ends if the block is valid, and fails with an [InvalidBlockException] that names the first
  ///     broken rule if not
  CompletionStage<Void> validateBlock(State state, Block block);

  /// Check a block like [#validateBlock], but for the signatures of its last commit, which somebody has checked already.
  ///
  /// @param state the state before the block
  /// @param block the block
  /// @return a stage as that of the other method
  CompletionStage<Void> validateBlockWithoutLastCommit(State state, Block block);

  /// Execute a decided and checked block, and make the state after it durable. When the stage ends, the application has
  /// committed, results and state are saved, and the pools know the block.
  ///
  /// The process may end at any moment: the handshake of the next start finishes what was begun.
  ///
  /// @param state the state before the block
  /// @param blockId the block's id, which the block store has already
  /// @param block the block; one at a time, in the order of heights
  /// @return a stage with the state after the block; after a failure the node must not go on
  CompletionStage<State> applyVerifiedBlock(State state, BlockId blockId, Block block);
}
