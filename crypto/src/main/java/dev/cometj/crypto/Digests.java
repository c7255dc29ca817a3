package dev.cometj.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// The hashes that keys need.
final class Digests {

  private Digests() {}

  static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The first 20 bytes of the SHA-256: the address of most types of keys.
  static byte[] address(byte[] key) {
    return Arrays.copyOf(sha256(key), PublicKey.ADDRESS_BYTES);
  }
}
