package dev.cometj.execution.block;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.abci.ConsensusConnection;
import dev.cometj.chain.abci.ExecutionConnection;
import dev.cometj.chain.service.InvalidBlockException;
import dev.cometj.chain.service.State;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.block.HandshakeException.Reason;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Executes stored blocks until the application has them all. Realises `replayBlocks` and `replayBlock` of
/// `consensus/replay.go`.
///
/// @param application who executes
/// @param services the stores
/// @param validation the rules
/// @param initialHeight the height of the chain's first block
/// @param blocking where stores are used and the last block is checked
record BlockReplay(
    ConsensusConnection application,
    NodeServices services,
    BlockValidation validation,
    long initialHeight,
    Executor blocking) {
  private static final Logger LOG = System.getLogger(BlockReplay.class.getPackageName());

  CompletionStage<AppProgress> run(ReplayPlan plan, AppProgress begin) {
    CompletableFuture<AppProgress> executed = new CompletableFuture<>();
    if (plan.from() > plan.to()) {
      executed.complete(begin);
    } else {
      blocking.execute(() -> execute(plan.from(), plan.to(), begin, executed));
    }
    return executed.thenCompose(progress -> applyLast(plan, progress));
  }

  /// Executes one block and then the next. They are not chained as stages, of which there would be as many as blocks.
  private void execute(
      long height, long to, AppProgress before, CompletableFuture<AppProgress> done) {
    CompletionStage<AppProgress> step;
    try {
      step = execute(block(height), before);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
      return;
    }
    step.whenComplete((after, failure) -> {
      if (failure != null) {
        done.completeExceptionally(Steps.cause(failure));
      } else if (height < to) {
        blocking.execute(() -> execute(height + 1, to, after, done));
      } else {
        done.complete(after);
      }
    });
  }

  private CompletionStage<AppProgress> execute(Block block, AppProgress before) {
    if (before.replayed() > 0) {
      AppHashes.requireSame(before.appHash(), block.header().appHash(), block.height() - 1);
    }
    LOG.log(Level.INFO, "the application executes block {0} again", Long.toString(block.height()));
    return new BlockApplication(application, services, blocking)
        .execute(block, initialHeight)
        .thenCompose(response -> application.commit().thenApply(_ -> response))
        .thenApply(response -> before.executed(AbciValues.bytes(response.getAppHash())));
  }

  private CompletionStage<AppProgress> applyLast(ReplayPlan plan, AppProgress progress) {
    State state = progress.state();
    if (progress.replayed() > 0) {
      AppHashes.requireSame(progress.appHash(), state.appHash(), state.lastBlockHeight());
    }
    return switch (plan.last()) {
      case NONE -> CompletableFuture.completedStage(progress);
      case APPLY -> applyLast(progress, application);
      case APPLY_RECORDED ->
          Steps.on(blocking, () -> recorded(state.nextHeight(), progress.appHash()))
              .thenCompose(response -> applyLast(progress, new RecordedExecution(response)));
    };
  }

  private CompletionStage<AppProgress> applyLast(
      AppProgress progress, ExecutionConnection execution) {
    State state = progress.state();
    return Steps.on(blocking, () -> checked(state))
        .thenCompose(block ->
            new BlockApplication(execution, services.withoutPools(), blocking)
                .apply(state, blockId(block), block))
        .thenApply(progress::applied);
  }

  private Block checked(State state) {
    Block block = block(state.nextHeight());
    try {
      validation.check(state, block, true);
    } catch (InvalidBlockException e) {
      throw new HandshakeException(
          Reason.INVALID_BLOCK,
          ("block %d of the store does not follow the state, %s: %s; did you change "
                  + "genesis.json or the application? Restore the node's data, or sync the node "
                  + "anew")
              .formatted(block.height(), e.rule(), e.getMessage()),
          e);
    }
    return block;
  }

  /// The answer that was kept. One without a hash is of a release before FinalizeBlock and gets the hash that the
  /// application tells.
  private ResponseFinalizeBlock recorded(long height, Bytes appHash) {
    ResponseFinalizeBlock response =
        services
            .stateStore()
            .lastResponse(height)
            .orElseThrow(() ->
                new HandshakeException(
                    Reason.MISSING_RESPONSE,
                    ("the application has committed block %d, but its answer to it is not in the "
                            + "state store: roll the application back to height %d, or reset it")
                        .formatted(height, height - 1)));
    return response.getAppHash().isEmpty()
        ? response.toBuilder().setAppHash(AbciValues.wire(appHash)).build()
        : response;
  }

  private Block block(long height) {
    return services.blockStore().block(height).orElseThrow(() -> missing(height));
  }

  private BlockId blockId(Block block) {
    return services
        .blockStore()
        .meta(block.height())
        .orElseThrow(() -> missing(block.height()))
        .blockId();
  }

  private static HandshakeException missing(long height) {
    return new HandshakeException(
        Reason.MISSING_BLOCK,
        ("block %d, which the application lacks, is not in the block store: restore the "
                + "application's data of that height, or sync the node anew")
            .formatted(height));
  }
}
