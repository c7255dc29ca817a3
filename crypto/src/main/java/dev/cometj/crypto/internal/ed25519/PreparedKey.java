package dev.cometj.crypto.internal.ed25519;

import org.jspecify.annotations.Nullable;

/// A public key's point with the multiples that every verification needs. Immutable; about 2 KiB.
public final class PreparedKey {

  static final int DIGIT_WIDTH = 5;

  private final CachedPoint[] multiples;

  private PreparedKey(CachedPoint[] multiples) {
    this.multiples = multiples;
  }

  /// Decodes a key as ZIP-215 does.
  ///
  /// @param key 32 bytes
  /// @return the prepared key, or null if the bytes are no point: nothing verifies with such a key
  public static @Nullable PreparedKey decode(byte[] key) {
    EdwardsPoint point = EdwardsPoint.decode(key, 0);
    return point == null
        ? null
        : new PreparedKey(CachedPoint.oddMultiples(point, 1 << (DIGIT_WIDTH - 2)));
  }

  CachedPoint multiple(int odd) {
    return multiples[odd >> 1];
  }
}
