package dev.cometj.chain.service;

import java.util.function.Consumer;

/// The service that lets parts of the node listen to executed blocks: the other end of [EventBus].
@FunctionalInterface
public interface BlockEvents {
  /// Listen from now on. May be called from any thread at any time.
  ///
  /// @param listener told of each block in the order of heights, on any thread; must not block. What it throws is logged
  ///     and has no other effect
  /// @return ends the listening
  Subscription subscribe(Consumer<AppliedBlock> listener);

  /// A listener that is told of blocks.
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    /// End it: afterwards no further block is told, but one on the way may be. From any thread; again without effect.
    @Override
    void close();
  }
}
