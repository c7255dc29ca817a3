package dev.cometj.reactor.blocksync;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.Header;
import dev.cometj.chain.Vote;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockRule;
import dev.cometj.chain.service.InvalidBlockException;
import dev.cometj.chain.service.State;
import dev.cometj.crypto.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Executes the blocks of a [SampleChain] and remembers what it was asked.
final class SampleExecutor implements BlockExecutor {
  /// Heights in the order in which they were executed.
  final List<Long> executed = new ArrayList<>();

  /// Heights whose last commit was checked as well.
  final List<Long> fullyValidated = new ArrayList<>();

  private final SampleChain chain;
  private final MemoryStates states;
  private final Executor where;
  private @Nullable RuntimeException failure;
  private @Nullable CompletableFuture<Void> gate;

  /// @param where stages end there
  SampleExecutor(SampleChain chain, MemoryStates states, Executor where) {
    this.chain = chain;
    this.states = states;
    this.where = where;
  }

  void failWith(RuntimeException next) {
    failure = next;
  }

  /// Let blocks wait until the gate is completed.
  CompletableFuture<Void> close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    gate = closed;
    return closed;
  }

  @Override
  public CompletionStage<Void> validateBlock(State state, Block block) {
    fullyValidated.add(block.height());
    return validateBlockWithoutLastCommit(state, block);
  }

  @Override
  public CompletionStage<Void> validateBlockWithoutLastCommit(State state, Block block) {
    return CompletableFuture.<Void>completedFuture(null)
        .thenComposeAsync(
            _ -> {
              Header header = block.header();
              @Nullable BlockRule broken =
                  header.height() != state.nextHeight()
                      ? BlockRule.HEIGHT
                      : !header.lastBlockId().equals(state.lastBlockId())
                          ? BlockRule.LAST_BLOCK_ID
                          : !header.appHash().equals(state.appHash())
                              ? BlockRule.APP_HASH
                              : !header.validatorsHash().equals(state.validators().hash())
                                  ? BlockRule.VALIDATORS_HASH
                                  : null;
              return broken == null
                  ? CompletableFuture.<Void>completedFuture(null)
                  : CompletableFuture.failedFuture(
                      new InvalidBlockException(broken, broken.name(), null));
            },
            where);
  }

  @Override
  public CompletionStage<State> applyVerifiedBlock(State state, BlockId blockId, Block block) {
    if (failure != null) {
      return CompletableFuture.failedStage(failure);
    }
    CompletableFuture<Void> before = gate == null ? CompletableFuture.completedFuture(null) : gate;
    return before.thenApplyAsync(
        _ -> {
          State after = chain.after(state, blockId, block);
          executed.add(block.height());
          states.newest = after;
          return after;
        },
        where);
  }

  /// Runs work a while later, as a disk and an application do.
  static Executor after(Duration delay, dev.cometj.p2p.spi.Mailbox mailbox) {
    return task -> mailbox.schedule(delay, task);
  }

  @Override
  public CompletionStage<Block> createProposalBlock(
      long height, State state, ExtendedCommit lastCommit, Bytes proposer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Boolean> processProposal(Block block, State state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Bytes> extendVote(Vote vote, Block block, State state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Boolean> verifyVoteExtension(Vote vote) {
    throw new UnsupportedOperationException();
  }
}
