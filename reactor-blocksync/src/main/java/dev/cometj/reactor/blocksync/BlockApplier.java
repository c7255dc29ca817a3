package dev.cometj.reactor.blocksync;

import static java.lang.System.Logger.Level.WARNING;

import dev.cometj.chain.Block;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.InvalidBlockException;
import dev.cometj.chain.service.State;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.reactor.blocksync.BlockCheck.Result;
import dev.cometj.reactor.blocksync.BlockChecks.Checked;
import dev.cometj.reactor.blocksync.pool.Delivery;
import dev.cometj.reactor.blocksync.pool.Pool;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Saves and executes checked blocks, one after the other; the second half of Go's `poolRoutine`. The next block begins
/// when the one before is done.
final class BlockApplier {
  private static final System.Logger LOG = System.getLogger(BlockApplier.class.getName());

  /// Is told what came of blocks, in the mailbox.
  interface Listener {
    /// A block was executed.
    void executed(Block block);

    /// The node cannot go on.
    void failed(Throwable failure);
  }

  private final Pool pool;
  private final BlockChecks checks;
  private final BlockStore blocks;
  private final BlockExecutor executor;
  private final Mailbox mailbox;
  private final Listener listener;
  private final SignedMismatch mismatch = new SignedMismatch();
  private State state;
  private long executed;
  private boolean running;
  private boolean busy;
  private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

  BlockApplier(
      State state,
      Pool pool,
      BlockChecks checks,
      BlockStore blocks,
      BlockExecutor executor,
      Mailbox mailbox,
      Listener listener) {
    this.state = state;
    this.pool = pool;
    this.checks = checks;
    this.blocks = blocks;
    this.executor = executor;
    this.mailbox = mailbox;
    this.listener = listener;
  }

  /// Begin with a state.
  void start(State newest) {
    state = newest;
    executed = 0;
    running = true;
    expectAnswers();
    advance();
  }

  /// Begin no further block.
  ///
  /// @return a stage that ends when the one that is executed, if any, is done
  CompletionStage<Void> stop() {
    running = false;
    checks.clear();
    return idle;
  }

  /// The newest state.
  State state() {
    return state;
  }

  /// How many blocks were executed since the start.
  long executed() {
    return executed;
  }

  boolean isBusy() {
    return busy;
  }

  /// Go on as far as blocks and verdicts are there. Called whenever one came.
  void advance() {
    if (!running) {
      return;
    }
    if (!busy) {
      Optional<Checked> next = checks.next(state);
      if (next.isPresent()) {
        decide(next.get());
        return;
      }
    }
    checks.begin(state);
  }

  private void decide(Checked checked) {
    switch (checked.result()) {
      case Result.Bad(Delivery culprit, String why) -> {
        checks.forget(state.nextHeight());
        reject(culprit.from(), "block %d: %s".formatted(culprit.block().height(), why));
        advance();
      }
      case Result.Good good -> {
        Delivery first = checked.check().first();
        boolean wanted =
            state.consensusParams().abci().areVoteExtensionsEnabled(state.nextHeight());
        if (first.extendedCommit().isPresent() == wanted) {
          execute(checked.check(), good);
          checks.begin(state);
        } else {
          checks.forget(state.nextHeight());
          reject(
              first.from(),
              "block %d came %s an extended commit"
                  .formatted(first.block().height(), wanted ? "without" : "with"));
          advance();
        }
      }
    }
  }

  private void reject(NodeId id, String why) {
    LOG.log(WARNING, "refused for a minute: {0}, {1}", id, why);
    pool.ban(id, new StopReason.ProtocolViolation(why));
  }

  private void execute(BlockCheck check, Result.Good good) {
    busy = true;
    idle = new CompletableFuture<>();
    State before = state;
    boolean isFirst = executed == 0;
    Block block = check.first().block();
    var _ =
        CompletableFuture.<Void>completedFuture(null)
            .thenCompose(_ ->
                isFirst
                    ? executor.validateBlock(before, block)
                    : executor.validateBlockWithoutLastCommit(before, block))
            .thenCompose(_ -> save(check, good))
            .thenCompose(_ -> executor.applyVerifiedBlock(before, good.id(), block))
            .whenComplete((after, failure) -> mailbox.execute(() -> ended(check, after, failure)));
  }

  private CompletionStage<Void> save(BlockCheck check, Result.Good good) {
    Block block = check.first().block();
    Optional<ExtendedCommit> extended = check.first().extendedCommit();
    return extended.isPresent()
        ? blocks.save(block, good.parts(), extended.get())
        : blocks.save(block, good.parts(), check.second().block().lastCommit());
  }

  private void ended(BlockCheck check, @Nullable State after, @Nullable Throwable failure) {
    busy = false;
    if (after != null) {
      took(check.first().block(), after);
    } else {
      Throwable cause = cause(failure);
      if (cause instanceof InvalidBlockException fault) {
        refuse(check, fault);
      } else {
        running = false;
        listener.failed(cause);
      }
    }
    idle.complete(null);
    advance();
  }

  private void took(Block block, State after) {
    boolean changed = !after.consensusParams().equals(state.consensusParams());
    state = after;
    executed++;
    checks.forget(block.height());
    if (changed) {
      expectAnswers();
    }
    if (running) {
      pool.advance();
      listener.executed(block);
    }
  }

  /// A block that enough validators signed does not follow our state: nobody can tell who is wrong. As the original does,
  /// whoever had to do with it goes.
  private void refuse(BlockCheck check, InvalidBlockException fault) {
    Block block = check.first().block();
    long height = block.height();
    checks.forget(height);
    if (!running) {
      return;
    }
    String why =
        "block %d is signed, but does not follow this node's state: %s"
            .formatted(height, fault.getMessage());
    NodeId first = check.first().from();
    NodeId second = check.second().from();
    reject(first, why);
    if (!second.equals(first)) {
      reject(second, why);
    }
    mismatch.add(block, fault, List.of(first, second), pool.size());
  }

  private void expectAnswers() {
    pool.answersUpTo(
        state.consensusParams().block().maxBytes(),
        state.consensusParams().abci().voteExtensionsEnableHeight() != 0);
  }

  private static Throwable cause(@Nullable Throwable failure) {
    Throwable bare = failure;
    while (bare instanceof CompletionException && bare.getCause() != null) {
      bare = bare.getCause();
    }
    return bare == null ? new IllegalStateException("no state after a block") : bare;
  }
}
