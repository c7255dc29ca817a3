package dev.cometj.execution.abci.local;

/// The four connections of an application.
public enum Lane {
  /// Decides on and executes blocks.
  CONSENSUS,
  /// Checks transactions.
  MEMPOOL,
  /// Reads state.
  QUERY,
  /// Makes and restores snapshots.
  SNAPSHOT
}
