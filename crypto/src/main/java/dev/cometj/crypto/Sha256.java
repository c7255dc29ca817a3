package dev.cometj.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256, the hash function of everything on chain. Realises `crypto/tmhash/hash.go`.
public final class Sha256 {

  /// The size of a hash, in bytes.
  public static final int HASH_BYTES = 32;

  /// Never fed itself: a copy of it is made faster than a provider is looked up.
  private static final MessageDigest FRESH = lookUp();

  private Sha256() {}

  /// Makes a hash function that has not been fed.
  ///
  /// @return the caller's own, for one thread at a time
  public static MessageDigest newDigest() {
    try {
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException _) {
      return lookUp();
    }
  }

  /// Hashes a value.
  ///
  /// @param data what to hash
  /// @return the 32 bytes
  public static Bytes hash(Bytes data) {
    MessageDigest digest = newDigest();
    data.update(digest);
    return Bytes.wrap(digest.digest());
  }

  private static MessageDigest lookUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
