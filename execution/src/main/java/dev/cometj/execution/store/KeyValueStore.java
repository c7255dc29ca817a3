package dev.cometj.execution.store;

import dev.cometj.chain.service.StoreException;

/// An ordered key-value database; what the original has as `DB` of the Go module `cometbft-db` (`db.go`, `types.go`).
///
/// Batches are written whole or not at all, also when the process or the machine stops in the middle. They become
/// durable in order: if one is here after a power loss, so is every one before it. All methods may be called from any
/// thread; they block for the disk.
public interface KeyValueStore extends KeyValueReads, AutoCloseable {
  /// Write a batch, whole or not at all. When this returns, every reader sees it, and a killed process has written it.
  ///
  /// @param batch what to write, in order; it is not changed
  /// @param sync whether the batch, and so all before it, must survive a power loss before this returns
  /// @throws StoreException if it fails; after a failure of the device the store may take no more batches
  void write(WriteBatch batch, boolean sync);

  /// Keep what is here now readable, whatever is written later.
  ///
  /// @return the snapshot, to be closed by the caller
  /// @throws StoreException if it cannot be made
  KeyValueSnapshot snapshot();

  /// Close the database with all its snapshots and cursors. Whatever is called later fails with a [StoreException] for
  /// the reason that it is closed. Doing so again changes nothing.
  @Override
  void close();
}
