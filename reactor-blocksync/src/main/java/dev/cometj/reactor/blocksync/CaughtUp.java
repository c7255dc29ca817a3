package dev.cometj.reactor.blocksync;

import dev.cometj.chain.service.State;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.reactor.blocksync.pool.Pool;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Tells when it is time for consensus: `IsCaughtUp` of Go's `blocksync/pool.go` and `localNodeBlocksTheChain`, and what
/// they lack against peers that claim heights which nobody has (A09).
///
/// Claims count only while somebody delivers. When nothing came for a while although it was asked for, it is enough that
/// one peer says that this is all, or that the last block is as young as the blocks of a chain that goes on.
final class CaughtUp {
  /// How long nothing may come before claims are no longer believed: peers that do not answer are gone by then.
  static final Duration STALL = Duration.ofSeconds(20);

  /// How young the last block is then.
  static final Duration YOUNG = Duration.ofSeconds(60);

  private static final int BLOCKING_SHARE = 3;

  private final Pool pool;
  private final NodeRuntime runtime;
  private long lastProgressNanos;

  CaughtUp(Pool pool, NodeRuntime runtime) {
    this.pool = pool;
    this.runtime = runtime;
  }

  /// Note that block sync began, or that a block was executed.
  void progress() {
    lastProgressNanos = runtime.nanoTime();
  }

  /// Whether the node has what its peers have.
  boolean isReached(State state) {
    if (pool.size() == 0) {
      return false;
    }
    long most = pool.maxHeight();
    return most == 0 || pool.height() >= most - 1 || (isStalled() && isCredible(state));
  }

  private boolean isStalled() {
    return runtime.nanoTime() - lastProgressNanos >= STALL.toNanos();
  }

  private boolean isCredible(State state) {
    if (pool.isConfirmedByAnybody()) {
      return true;
    }
    Duration age =
        Duration.between(state.lastBlockTime().toInstant(), runtime.wallClock().instant());
    return state.lastBlockHeight() > 0 && age.compareTo(YOUNG) < 0;
  }

  /// Whether the chain cannot go on without this node: waiting for others would be in vain.
  static boolean blocksTheChain(State state, @Nullable Bytes address) {
    if (address == null) {
      return false;
    }
    ValidatorSet validators = state.validators();
    int index = validators.indexOf(address);
    return index >= 0
        && validators.get(index).votingPower() >= validators.totalVotingPower() / BLOCKING_SHARE;
  }

  /// Whether this node is the only validator, so that there is nobody to catch up with.
  static boolean isAlone(State state, @Nullable Bytes address) {
    return address != null
        && state.validators().size() == 1
        && state.validators().get(0).address().equals(address);
  }
}
