package dev.cometj.execution.block;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockLimits;
import dev.cometj.chain.abci.ExecutionConnection;
import dev.cometj.chain.service.AppliedBlock;
import dev.cometj.chain.service.BlockExecutionException;
import dev.cometj.chain.service.BlockExecutionException.Reason;
import dev.cometj.chain.service.CommittedTxs;
import dev.cometj.chain.service.State;
import dev.cometj.chain.validators.Validator;
import dev.cometj.wire.abci.CommitInfo;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Executes decided blocks. Realises `applyBlock` and `Commit` of `state/execution.go`.
///
/// The order makes an end at any moment recoverable: the answer is durable before the application commits, and the state
/// is saved after that. So a state that lags by one block is made again, from the kept answer if the application has
/// committed.
///
/// @param application who executes
/// @param services stores, pools and listeners
/// @param blocking where stores are used
record BlockApplication(ExecutionConnection application, NodeServices services, Executor blocking) {
  private static final Logger LOG = System.getLogger(BlockApplication.class.getPackageName());

  CompletionStage<State> apply(State state, BlockId blockId, Block block) {
    return Steps.unwrapped(
        execute(block, () -> CommitInfos.lastCommit(block, state))
            .thenCompose(response ->
                services
                    .stateStore()
                    .saveResponse(block.height(), response)
                    .thenComposeAsync(_ -> commit(state, blockId, block, response), blocking)));
  }

  /// Has a stored block executed again.
  CompletionStage<ResponseFinalizeBlock> execute(Block block, long initialHeight) {
    return execute(
        block, () -> new CommitInfos(services.stateStore()).lastCommit(block, initialHeight));
  }

  /// Has a block executed and looks whether the answer can be one.
  private CompletionStage<ResponseFinalizeBlock> execute(
      Block block, Supplier<CommitInfo> lastCommit) {
    return Steps.on(blocking, () -> BlockRequests.finalizeBlock(block, lastCommit.get()))
        .thenCompose(application::finalizeBlock)
        .thenApply(response -> {
          int txs = block.data().txs().size();
          if (response.getTxResultsCount() != txs) {
            throw new BlockExecutionException(
                Reason.RESULT_COUNT,
                "the application gave %d results for the %d transactions of block %d"
                    .formatted(response.getTxResultsCount(), txs, block.height()),
                null);
          }
          return response;
        });
  }

  private CompletionStage<State> commit(
      State state, BlockId blockId, Block block, ResponseFinalizeBlock response) {
    List<Validator> updates =
        ValidatorUpdates.checked(
            response.getValidatorUpdatesList(), state.consensusParams().validator());
    State next = StateUpdate.after(state, blockId, block.header(), response, updates);
    return commit(next, block, response)
        .thenCompose(retainHeight ->
            services
                .evidencePool()
                .update(next, block.evidence().pieces())
                .thenCompose(_ -> services.stateStore().save(next))
                .thenComposeAsync(_ -> prune(retainHeight, next), blocking))
        .thenApply(_ -> {
          LOG.log(
              Level.INFO,
              "executed block {0} with {1} transactions: app hash {2}, {3} validator updates",
              Long.toString(block.height()),
              block.data().txs().size(),
              next.appHash(),
              updates.size());
          publish(new AppliedBlock(block, blockId, response, updates));
          return next;
        });
  }

  /// Has the application commit, while no transaction is checked.
  ///
  /// @return below which height blocks may go
  private CompletionStage<Long> commit(State next, Block block, ResponseFinalizeBlock response) {
    CommittedTxs committed =
        new CommittedTxs(
            block.height(),
            block.data().txs(),
            response.getTxResultsList(),
            maxTxBytes(next),
            next.consensusParams().block().maxGas());
    return services
        .txPool()
        .lock()
        .thenCompose(_ ->
            application
                .commit()
                .thenCompose(answer ->
                    services.txPool().update(committed).thenApply(_ -> answer.getRetainHeight()))
                .whenComplete((_, _) -> services.txPool().unlock()));
  }

  private static long maxTxBytes(State state) {
    long limit = state.consensusParams().block().maxBytes();
    return BlockLimits.maxDataBytes(
        limit == -1 ? BlockLimits.MAX_BLOCK_BYTES : limit, 0, state.validators().size());
  }

  /// Removes what the application does not ask to keep. The chain goes on if that fails.
  private CompletionStage<Void> prune(long retainHeight, State state) {
    long base = services.blockStore().base();
    if (retainHeight <= 0 || retainHeight <= base) {
      return Steps.done();
    }
    return services
        .blockStore()
        .prune(retainHeight, state)
        .thenCompose(
            pruned -> services.stateStore().prune(base, retainHeight, pruned.evidenceHeight()))
        .exceptionally(failure -> {
          LOG.log(
              Level.ERROR,
              () -> "could not prune below height " + retainHeight,
              Steps.cause(failure));
          return null;
        });
  }

  private void publish(AppliedBlock applied) {
    try {
      services.eventBus().publish(applied);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, () -> "could not publish " + applied.block(), e);
    }
  }
}
