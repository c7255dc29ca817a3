package dev.cometj.execution.component;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.Vote;
import dev.cometj.chain.abci.AbciException;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StoreException;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.spi.Metrics;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The executor as others get it, before the node has started too. A decided block that cannot be executed ends the node,
/// whoever asked for it.
final class GuardedExecutor implements BlockExecutor {
  private final Consumer<String> end;
  private final Metrics.Counter validatorUpdates;
  private final Metrics.Counter paramUpdates;
  private volatile @Nullable BlockExecutor opened;

  GuardedExecutor(Consumer<String> end, Metrics metrics) {
    this.end = end;
    validatorUpdates =
        metrics.counter(
            "state_validator_set_updates",
            "Number of validator set updates returned by the application since process start.");
    paramUpdates =
        metrics.counter(
            "state_consensus_param_updates",
            "Number of consensus parameter updates returned by the application since process start.");
  }

  void open(BlockExecutor executor) {
    opened = executor;
  }

  private BlockExecutor executor() {
    BlockExecutor executor = opened;
    if (executor == null) {
      throw new IllegalStateException("blocks are not executed before the node has started");
    }
    return executor;
  }

  @Override
  public CompletionStage<State> applyVerifiedBlock(State state, BlockId blockId, Block block) {
    return executor()
        .applyVerifiedBlock(state, blockId, block)
        .whenComplete((next, failure) -> {
          if (failure == null) {
            count(next);
          } else if (!isOfTheStop(failure)) {
            end.accept(
                "block %d could not be executed: %s"
                    .formatted(block.height(), failure.getMessage()));
          }
        });
  }

  private void count(State next) {
    if (next.lastHeightValidatorsChanged() == next.lastBlockHeight() + 2) {
      validatorUpdates.add(1);
    }
    if (next.lastHeightConsensusParamsChanged() == next.lastBlockHeight() + 1) {
      paramUpdates.add(1);
    }
  }

  /// What was closed is no failure: the node stops already.
  private static boolean isOfTheStop(Throwable failure) {
    return switch (failure) {
      case AbciException e -> e.reason() == AbciException.Reason.CLOSED;
      case StoreException e -> e.reason() == StoreException.Reason.CLOSED;
      default -> false;
    };
  }

  @Override
  public CompletionStage<Void> validateBlock(State state, Block block) {
    return executor().validateBlock(state, block);
  }

  @Override
  public CompletionStage<Void> validateBlockWithoutLastCommit(State state, Block block) {
    return executor().validateBlockWithoutLastCommit(state, block);
  }

  @Override
  public CompletionStage<Block> createProposalBlock(
      long height, State state, ExtendedCommit lastCommit, Bytes proposer) {
    return executor().createProposalBlock(height, state, lastCommit, proposer);
  }

  @Override
  public CompletionStage<Boolean> processProposal(Block block, State state) {
    return executor().processProposal(block, state);
  }

  @Override
  public CompletionStage<Bytes> extendVote(Vote vote, Block block, State state) {
    return executor().extendVote(vote, block, state);
  }

  @Override
  public CompletionStage<Boolean> verifyVoteExtension(Vote vote) {
    return executor().verifyVoteExtension(vote);
  }
}
