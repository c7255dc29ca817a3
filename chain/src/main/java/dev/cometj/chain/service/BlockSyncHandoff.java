package dev.cometj.chain.service;

/// The service by which block sync is told to begin; Go's `SwitchToBlockSync` of `blocksync/reactor.go`. Offered by block
/// sync, wanted by state sync when it is done, and by whoever notices that the node fell behind.
@FunctionalInterface
public interface BlockSyncHandoff {
  /// Fetch and execute blocks from the height after a state on. Does nothing while block sync is active. From any thread;
  /// returns at once.
  ///
  /// @param state the newest state; the block store ends with its last block, or has none
  void startBlockSync(State state);
}
