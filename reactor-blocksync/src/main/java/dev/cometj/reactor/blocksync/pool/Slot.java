package dev.cometj.reactor.blocksync.pool;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A height that is fetched: whom it was asked of, and what came. Go's `bpRequester`.
final class Slot {
  private @Nullable PoolPeer first;
  private @Nullable PoolPeer second;
  private @Nullable Delivery delivery;

  Optional<Delivery> delivery() {
    return Optional.ofNullable(delivery);
  }

  boolean isFilled() {
    return delivery != null;
  }

  void fill(Delivery came) {
    delivery = came;
  }

  /// Forget what came.
  ///
  /// @return its size in bytes
  int empty() {
    int size = delivery == null ? 0 : delivery.block().size();
    delivery = null;
    return size;
  }

  /// Whether anybody was asked and may still answer.
  boolean isAsked() {
    return first != null || second != null;
  }

  boolean isAskedOfTwo() {
    return first != null && second != null;
  }

  /// Whom it was asked of, if of one peer only.
  @Nullable PoolPeer asked() {
    return first != null ? first : second;
  }

  void ask(PoolPeer peer) {
    if (first == null) {
      first = peer;
    } else {
      second = peer;
    }
  }

  /// Wait for a peer's answer no longer.
  void withdraw(PoolPeer peer) {
    if (first == peer) {
      first = null;
    }
    if (second == peer) {
      second = null;
    }
  }
}
