package dev.cometj.reactor.mempool.pool;

import java.util.LinkedHashMap;

/// The keys of transactions seen lately, so that the application is not asked again; Go's `LRUTxCache` of
/// `mempool/cache.go`. The one seen longest ago makes room.
final class SeenTxs {
  private final int capacity;
  private final LinkedHashMap<TxKey, Boolean> keys = new LinkedHashMap<>();

  /// @param capacity how many keys to keep; 0 remembers nothing
  SeenTxs(int capacity) {
    this.capacity = capacity;
  }

  /// Note a transaction.
  ///
  /// @return false if it has been seen
  boolean add(TxKey key) {
    if (capacity == 0) {
      return true;
    }
    if (keys.putLast(key, Boolean.TRUE) != null) {
      return false;
    }
    if (keys.size() > capacity) {
      keys.pollFirstEntry();
    }
    return true;
  }

  void remove(TxKey key) {
    keys.remove(key);
  }

  boolean contains(TxKey key) {
    return keys.containsKey(key);
  }

  void clear() {
    keys.clear();
  }
}
