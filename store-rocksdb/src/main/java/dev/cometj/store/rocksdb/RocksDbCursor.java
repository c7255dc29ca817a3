package dev.cometj.store.rocksdb;

import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.KeyRange;
import dev.cometj.execution.store.KeyValueCursor;
import dev.cometj.execution.store.KeyValueReads.Order;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/// A place in a database.
final class RocksDbCursor implements KeyValueCursor, RocksDbStore.Releasable {
  private final RocksDbStore store;
  private final KeyRange range;
  private final Order order;
  private final ReadOptions options;
  private final RocksIterator iterator;
  private boolean hasBegun;
  private boolean isReleased;
  private @Nullable Bytes key;
  private @Nullable Bytes value;

  RocksDbCursor(
      RocksDbStore store,
      RocksDB database,
      @Nullable Snapshot snapshot,
      KeyRange range,
      Order order) {
    this.store = store;
    this.range = range;
    this.order = order;
    this.options = new ReadOptions();
    if (snapshot != null) {
      options.setSnapshot(snapshot);
    }
    this.iterator = database.newIterator(options);
  }

  @Override
  public boolean next() {
    return store.using(_ -> {
      if (isReleased) {
        throw new StoreException(Reason.CLOSED, "the cursor was closed");
      }
      move();
      if (!iterator.isValid()) {
        iterator.status();
        return leave();
      }
      Bytes here = Bytes.wrap(iterator.key());
      if (!isInRange(here)) {
        return leave();
      }
      key = here;
      value = Bytes.wrap(iterator.value());
      return true;
    });
  }

  private void move() {
    if (hasBegun) {
      if (iterator.isValid()) {
        switch (order) {
          case ASCENDING -> iterator.next();
          case DESCENDING -> iterator.prev();
        }
      }
      return;
    }
    hasBegun = true;
    switch (order) {
      case ASCENDING -> iterator.seek(range.from().toByteArray());
      case DESCENDING -> seekLast();
    }
  }

  /// The end of a range is not in it.
  private void seekLast() {
    Bytes to = range.to();
    if (to == null) {
      iterator.seekToLast();
      return;
    }
    iterator.seekForPrev(to.toByteArray());
    if (iterator.isValid() && Bytes.wrap(iterator.key()).equals(to)) {
      iterator.prev();
    }
  }

  private boolean isInRange(Bytes here) {
    Bytes to = range.to();
    return here.compareTo(range.from()) >= 0 && (to == null || here.compareTo(to) < 0);
  }

  private boolean leave() {
    key = null;
    value = null;
    return false;
  }

  @Override
  public Bytes key() {
    return here(key);
  }

  @Override
  public Bytes value() {
    return here(value);
  }

  private static Bytes here(@Nullable Bytes what) {
    if (what == null) {
      throw new IllegalStateException("the cursor is at no key");
    }
    return what;
  }

  @Override
  public void close() {
    store.release(this);
  }

  /// Called once, by the store.
  @Override
  public void release() {
    isReleased = true;
    iterator.close();
    options.close();
  }
}
