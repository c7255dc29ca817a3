package dev.cometj.execution.store;

import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// Takes back the newest state, so that its block is executed once more. Realises `state/rollback.go`. The application's
/// own state is not touched.
public final class Rollback {
  private Rollback() {}

  /// Where a chain is after a rollback.
  ///
  /// @param height the height of the newest state
  /// @param appHash the application's hash that it must go on from
  public record Result(long height, Bytes appHash) {}

  /// Go back by one block. Blocks until it is durable; the node must not be running.
  ///
  /// @param blocks the block store
  /// @param states the state store
  /// @param removeBlock whether the block goes too, and is fetched or decided once more
  /// @return where the chain is then
  /// @throws StoreException if there is nothing to go back to, or the stores do not fit each other
  public static Result run(BlockStore blocks, StateStore states, boolean removeBlock) {
    State newest =
        states
            .load()
            .orElseThrow(
                () -> new StoreException(Reason.MISSING, "there is no state to roll back"));
    long height = blocks.height();
    if (height == newest.lastBlockHeight() + 1) {
      // The node stopped between saving the block and saving the state: only the block is ahead.
      if (removeBlock) {
        await(blocks.deleteLatest());
      }
      return new Result(newest.lastBlockHeight(), newest.appHash());
    }
    if (height != newest.lastBlockHeight()) {
      throw new StoreException(
          Reason.CORRUPT,
          "the newest state is of height %d, which is neither that of the newest block, %d, nor the one before"
              .formatted(newest.lastBlockHeight(), height));
    }
    State previous = previous(blocks, states, newest);
    await(states.rollBackTo(previous));
    if (removeBlock) {
      await(blocks.deleteLatest());
    }
    return new Result(previous.lastBlockHeight(), previous.appHash());
  }

  private static State previous(BlockStore blocks, StateStore states, State newest) {
    long height = newest.lastBlockHeight() - 1;
    BlockMeta block = meta(blocks, height);
    // The hashes after a block are agreed upon in the next one.
    BlockMeta next = meta(blocks, newest.lastBlockHeight());
    ValidatorSet votedBefore =
        states.validators(height).orElseThrow(() -> missing("the validators", height));
    // Going back one block, each set moves up one place.
    ValidatorSet voteNext = newest.lastValidators();
    ValidatorSet voteAfter = newest.validators();
    ConsensusParams params =
        states.consensusParams(height + 1).orElseThrow(() -> missing("parameters", height + 1));
    return new State(
        BlockVersion.of(params.version().app()),
        State.SOFTWARE,
        newest.chainId(),
        newest.initialHeight(),
        height,
        block.blockId(),
        block.header().time(),
        voteAfter,
        voteNext,
        votedBefore,
        Math.min(newest.lastHeightValidatorsChanged(), height + 2),
        params,
        Math.min(newest.lastHeightConsensusParamsChanged(), height + 1),
        next.header().lastResultsHash(),
        next.header().appHash());
  }

  private static BlockMeta meta(BlockStore blocks, long height) {
    return blocks.meta(height).orElseThrow(() -> missing("the block", height));
  }

  private static StoreException missing(String what, long height) {
    return new StoreException(Reason.MISSING, what + " of height " + height + " is not here");
  }

  private static void await(CompletionStage<Void> write) {
    try {
      write.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
