package dev.cometj.execution.storage;

import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.KeyRange;
import dev.cometj.execution.store.KeyValueCursor;
import dev.cometj.execution.store.KeyValueReads;
import dev.cometj.execution.store.KeyValueSnapshot;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.WriteBatch;
import dev.cometj.execution.store.WriteBatch.Change;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A database that ends with the process; `memdb.go` of the Go module `cometbft-db`. Snapshots and cursors copy what they
/// see.
public final class MemoryKeyValueStore implements KeyValueStore {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final TreeMap<Bytes, Bytes> entries = new TreeMap<>();
  private boolean isClosed;

  /// Makes an empty one.
  public MemoryKeyValueStore() {}

  @Override
  public Optional<Bytes> get(Bytes key) {
    return reading(() -> Optional.ofNullable(entries.get(key)));
  }

  @Override
  public KeyValueCursor iterate(KeyRange range, Order order) {
    return reading(() -> new Cursor(this, new TreeMap<>(view(entries, range)), order));
  }

  @Override
  public KeyValueSnapshot snapshot() {
    return reading(() -> new Copy(this, new TreeMap<>(entries)));
  }

  @Override
  public void write(WriteBatch batch, boolean sync) {
    lock.writeLock().lock();
    try {
      requireOpen();
      for (Change change : batch.changes()) {
        switch (change) {
          case Change.Put(Bytes key, Bytes value) -> entries.put(key.compact(), value.compact());
          case Change.Delete(Bytes key) -> entries.remove(key);
          case Change.DeleteRange(KeyRange range) -> view(entries, range).clear();
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      isClosed = true;
      entries.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private <T> T reading(Supplier<T> read) {
    lock.readLock().lock();
    try {
      requireOpen();
      return read.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void requireOpen() {
    if (isClosed) {
      throw new StoreException(Reason.CLOSED, "the database in memory was closed");
    }
  }

  private static NavigableMap<Bytes, Bytes> view(NavigableMap<Bytes, Bytes> map, KeyRange range) {
    if (range.isEmpty()) {
      return new TreeMap<>();
    }
    Bytes to = range.to();
    return to == null ? map.tailMap(range.from(), true) : map.subMap(range.from(), true, to, false);
  }

  private static final class Copy implements KeyValueSnapshot {
    private final MemoryKeyValueStore store;
    private final NavigableMap<Bytes, Bytes> entries;
    private volatile boolean isReleased;

    Copy(MemoryKeyValueStore store, NavigableMap<Bytes, Bytes> entries) {
      this.store = store;
      this.entries = entries;
    }

    @Override
    public Optional<Bytes> get(Bytes key) {
      requireHeld();
      return Optional.ofNullable(entries.get(key));
    }

    @Override
    public KeyValueCursor iterate(KeyRange range, KeyValueReads.Order order) {
      requireHeld();
      return new Cursor(store, view(entries, range), order);
    }

    @Override
    public void close() {
      isReleased = true;
    }

    private void requireHeld() {
      if (isReleased) {
        throw new StoreException(Reason.CLOSED, "the snapshot was closed");
      }
      var _ = store.reading(() -> true);
    }
  }

  private static final class Cursor implements KeyValueCursor {
    private final MemoryKeyValueStore store;
    private final Iterator<Map.Entry<Bytes, Bytes>> rest;
    private Map.@Nullable Entry<Bytes, Bytes> place;
    private boolean isReleased;

    Cursor(MemoryKeyValueStore store, NavigableMap<Bytes, Bytes> seen, KeyValueReads.Order order) {
      this.store = store;
      this.rest =
          switch (order) {
            case ASCENDING -> seen.entrySet().iterator();
            case DESCENDING -> seen.descendingMap().entrySet().iterator();
          };
    }

    @Override
    public boolean next() {
      if (isReleased) {
        throw new StoreException(Reason.CLOSED, "the cursor was closed");
      }
      var _ = store.reading(() -> true);
      place = rest.hasNext() ? rest.next() : null;
      return place != null;
    }

    @Override
    public Bytes key() {
      return place().getKey();
    }

    @Override
    public Bytes value() {
      return place().getValue();
    }

    private Map.Entry<Bytes, Bytes> place() {
      Map.Entry<Bytes, Bytes> here = place;
      if (here == null) {
        throw new IllegalStateException("the cursor is at no key");
      }
      return here;
    }

    @Override
    public void close() {
      isReleased = true;
      place = null;
    }
  }
}
