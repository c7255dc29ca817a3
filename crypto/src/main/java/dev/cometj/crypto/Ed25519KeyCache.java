package dev.cometj.crypto;

import java.util.LinkedHashMap;

/// Keeps the keys that verify often, as those of validators do, with what makes that fast: 17 KiB of multiples each.
///
/// A key that is asked for a second time is expanded, which takes as long as about three verifications; from then on a
/// verification with the key that the cache returns takes about half of the time. When the cache is full, the key
/// that was not asked for the longest leaves it, so whoever makes up keys costs no more than the capacity.
///
/// Safe for any thread. Realises the caching verifier of `crypto/ed25519/ed25519.go`.
public final class Ed25519KeyCache {

  private final int capacity;
  private final LinkedHashMap<Ed25519PublicKey, Ed25519PublicKey> keys =
      new LinkedHashMap<>(16, 0.75f, true);

  /// Makes an empty cache.
  ///
  /// @param capacity the most keys it may hold: more than the validators that sign
  /// @throws IllegalArgumentException if the capacity is not positive
  public Ed25519KeyCache(int capacity) {
    if (capacity <= 0) {
      throw new IllegalArgumentException("a cache holds at least one key");
    }
    this.capacity = capacity;
  }

  /// The key to verify with instead of an equal one.
  ///
  /// @param key a key
  /// @return an equal key, which is expanded unless this is the first time
  public Ed25519PublicKey kept(Ed25519PublicKey key) {
    Ed25519PublicKey kept;
    synchronized (keys) {
      kept = keys.putIfAbsent(key, key);
      if (kept == null && keys.size() > capacity) {
        keys.pollFirstEntry();
      }
    }
    if (kept == null) {
      return key;
    }
    kept.expand();
    return kept;
  }

  /// The number of keys held.
  ///
  /// @return the number, from 0 to the capacity
  public int size() {
    synchronized (keys) {
      return keys.size();
    }
  }
}
