package dev.cometj.chain.service;

/// The service that tells subscribers what happened on the chain; Go's `BlockEventPublisher` of `types/events.go`.
public interface EventBus {
  /// Tell of a block that was executed and whose state is saved. After a crash in between a block may be told of never;
  /// each is told of at most once by one process, in the order of heights.
  ///
  /// @param applied the block and what came of it
  /// @implSpec called on any thread, must not block; what it throws is logged and has no other effect
  void publish(AppliedBlock applied);

  /// Give a bus that nobody listens to.
  ///
  /// @return a bus without effect
  static EventBus silent() {
    return _ -> {};
  }
}
