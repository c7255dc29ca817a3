package dev.cometj.store.rocksdb;

import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.KeyRange;
import dev.cometj.execution.store.KeyValueCursor;
import dev.cometj.execution.store.KeyValueSnapshot;
import java.util.Optional;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.Snapshot;

/// A database at one moment.
final class RocksDbSnapshot implements KeyValueSnapshot, RocksDbStore.Releasable {
  private final RocksDbStore store;
  private final RocksDB database;
  private final Snapshot snapshot;
  private final ReadOptions options;
  private boolean isReleased;

  RocksDbSnapshot(RocksDbStore store, RocksDB database) {
    this.store = store;
    this.database = database;
    this.snapshot = database.getSnapshot();
    this.options = new ReadOptions().setSnapshot(snapshot);
  }

  @Override
  public synchronized Optional<Bytes> get(Bytes key) {
    return store.using(used -> {
      requireHeld();
      return RocksDbStore.value(used.get(options, key.toByteArray()));
    });
  }

  @Override
  public synchronized KeyValueCursor iterate(KeyRange range, Order order) {
    return store.using(used -> {
      requireHeld();
      return store.hold(new RocksDbCursor(store, used, snapshot, range, order));
    });
  }

  private void requireHeld() {
    if (isReleased) {
      throw new StoreException(Reason.CLOSED, "the snapshot was closed");
    }
  }

  @Override
  public synchronized void close() {
    store.release(this);
  }

  /// Called once, by the store.
  @Override
  public void release() {
    isReleased = true;
    options.close();
    database.releaseSnapshot(snapshot);
    snapshot.close();
  }
}
