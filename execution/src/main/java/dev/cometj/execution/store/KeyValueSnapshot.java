package dev.cometj.execution.store;

/// A key-value database as it was at one moment, whatever is written later.
public interface KeyValueSnapshot extends KeyValueReads, AutoCloseable {
  /// Release it. Doing so again changes nothing.
  @Override
  void close();
}
