package dev.cometj.execution.kvstore;

/// What the key-value application does besides keeping values.
///
/// @param retainBlocks how many blocks the node is asked to keep; 0 for all
/// @param hasBlockEvents whether blocks have events, which the indexer is tried with
/// @param snapshotInterval a snapshot is made each so many blocks; 0 for never, as in the original
public record KvStoreOptions(long retainBlocks, boolean hasBlockEvents, long snapshotInterval) {
  /// Check the numbers.
  ///
  /// @throws IllegalArgumentException if one is negative
  public KvStoreOptions {
    if (retainBlocks < 0 || snapshotInterval < 0) {
      throw new IllegalArgumentException("numbers of blocks cannot be negative");
    }
  }

  /// Give what the original does by default.
  ///
  /// @return all blocks, no events, no snapshots
  public static KvStoreOptions defaults() {
    return new KvStoreOptions(0, false, 0);
  }
}
