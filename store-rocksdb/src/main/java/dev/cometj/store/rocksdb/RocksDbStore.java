package dev.cometj.store.rocksdb;

import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.KeyRange;
import dev.cometj.execution.store.KeyValueCursor;
import dev.cometj.execution.store.KeyValueSnapshot;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.WriteBatch;
import dev.cometj.execution.store.WriteBatch.Change;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/// A database of RocksDB. The native library does not survive the use of what was closed, so every use holds a lock that
/// closing waits for, and closing takes cursors and snapshots along.
final class RocksDbStore implements KeyValueStore {
  private final Path folder;
  private final RocksDbSetup setup;
  private final RocksDB database;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Set<Releasable> open = ConcurrentHashMap.newKeySet();
  private boolean isClosed;

  RocksDbStore(Path folder, RocksDbSetup setup, RocksDB database) {
    this.folder = folder;
    this.setup = setup;
    this.database = database;
  }

  /// What is done while the database is open.
  interface Use<T> {
    T on(RocksDB database) throws RocksDBException;
  }

  /// What holds native memory of the database.
  interface Releasable {
    void release();
  }

  <T> T using(Use<T> use) {
    lock.readLock().lock();
    try {
      if (isClosed) {
        throw closed();
      }
      return use.on(database);
    } catch (RocksDBException e) {
      throw failed(e);
    } finally {
      lock.readLock().unlock();
    }
  }

  StoreException closed() {
    return new StoreException(Reason.CLOSED, folder + " was closed");
  }

  StoreException failed(RocksDBException e) {
    boolean isCorrupt =
        e.getStatus() != null && e.getStatus().getCode() == org.rocksdb.Status.Code.Corruption;
    return new StoreException(
        isCorrupt ? Reason.CORRUPT : Reason.DEVICE, folder + ": " + e.getMessage(), e);
  }

  @Override
  public Optional<Bytes> get(Bytes key) {
    return using(used -> value(used.get(key.toByteArray())));
  }

  static Optional<Bytes> value(byte @Nullable [] found) {
    return found == null ? Optional.empty() : Optional.of(Bytes.wrap(found));
  }

  @Override
  public KeyValueCursor iterate(KeyRange range, Order order) {
    return using(used -> hold(new RocksDbCursor(this, used, null, range, order)));
  }

  @Override
  public KeyValueSnapshot snapshot() {
    return using(used -> hold(new RocksDbSnapshot(this, used)));
  }

  <T extends Releasable> T hold(T held) {
    open.add(held);
    return held;
  }

  /// Releases what is still held; closing the database has done so before, or waits until this has.
  void release(Releasable held) {
    lock.readLock().lock();
    try {
      if (open.remove(held)) {
        held.release();
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void write(WriteBatch batch, boolean sync) {
    var _ =
        using(used -> {
          try (org.rocksdb.WriteBatch changes = new org.rocksdb.WriteBatch()) {
            for (Change change : batch.changes()) {
              switch (change) {
                case Change.Put(Bytes key, Bytes value) ->
                    changes.put(key.toByteArray(), value.toByteArray());
                case Change.Delete(Bytes key) -> changes.delete(key.toByteArray());
                case Change.DeleteRange(KeyRange range) ->
                    deleteRange(changes, range.from().toByteArray(), end(used, batch, range));
              }
            }
            used.write(setup.forWrite(sync), changes);
            return true;
          }
        });
  }

  /// RocksDB refuses a range that ends before it begins, as one without end does beyond the last key.
  private static void deleteRange(org.rocksdb.WriteBatch changes, byte[] from, byte[] to)
      throws RocksDBException {
    if (Arrays.compareUnsigned(from, to) < 0) {
      changes.deleteRange(from, to);
    }
  }

  /// Where a range ends: one without end ends after the last key of the database and of the batch.
  private static byte[] end(RocksDB used, WriteBatch batch, KeyRange range)
      throws RocksDBException {
    Bytes to = range.to();
    if (to != null) {
      return to.toByteArray();
    }
    Bytes last = Bytes.EMPTY;
    for (Change change : batch.changes()) {
      if (change instanceof Change.Put(Bytes key, _) && key.compareTo(last) > 0) {
        last = key;
      }
    }
    try (ReadOptions options = new ReadOptions();
        RocksIterator iterator = used.newIterator(options)) {
      iterator.seekToLast();
      if (iterator.isValid()) {
        Bytes stored = Bytes.wrap(iterator.key());
        last = stored.compareTo(last) > 0 ? stored : last;
      }
      iterator.status();
    }
    return Arrays.copyOf(last.toByteArray(), last.length() + 1);
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (isClosed) {
        return;
      }
      isClosed = true;
      // Cursors of a snapshot go before the snapshot.
      Set<Releasable> held = new HashSet<>(open);
      open.clear();
      held.stream().filter(each -> each instanceof RocksDbCursor).forEach(Releasable::release);
      held.stream().filter(each -> !(each instanceof RocksDbCursor)).forEach(Releasable::release);
      database.close();
      setup.close();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
