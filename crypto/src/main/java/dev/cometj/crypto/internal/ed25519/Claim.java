package dev.cometj.crypto.internal.ed25519;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// What a signature (R, S) of a message M under a key A claims, decoded: that 8 (S B - R - k A) is the neutral element,
/// with k = SHA-512(R, A, M) modulo L over the bytes as they came.
final class Claim {

  private static final int HALF = 32;

  private final PreparedKey key;
  private final EdwardsPoint r;
  private final long[] s;
  private final long[] k;

  /// @param s four words, below L
  /// @param k four words, below L
  Claim(PreparedKey key, EdwardsPoint r, long[] s, long[] k) {
    this.key = key;
    this.r = r;
    this.s = s;
    this.k = k;
  }

  PreparedKey key() {
    return key;
  }

  EdwardsPoint r() {
    return r;
  }

  long[] s() {
    return s;
  }

  long[] k() {
    return k;
  }

  /// Reads S.
  ///
  /// @return four words, or null if the signature has not 64 bytes or S is not below L
  static long @Nullable [] readS(byte[] signature) {
    if (signature.length != Verification.SIGNATURE_BYTES) {
      return null;
    }
    long[] s = Scalars.decode(signature, HALF, 4);
    return Scalars.isReduced(s) ? s : null;
  }

  /// Decodes a signature.
  ///
  /// @return the claim, or null if S is not below L or R is no point
  static @Nullable Claim decode(
      byte[] encodedKey, PreparedKey key, byte[] message, byte[] signature) {
    long[] s = readS(signature);
    EdwardsPoint r = s == null ? null : EdwardsPoint.decode(signature, 0);
    return s == null || r == null
        ? null
        : new Claim(key, r, s, challenge(encodedKey, message, signature));
  }

  /// Computes k.
  static long[] challenge(byte[] encodedKey, byte[] message, byte[] signature) {
    MessageDigest digest = sha512();
    digest.update(signature, 0, HALF);
    digest.update(encodedKey);
    return Scalars.reduce(Scalars.decode(digest.digest(message), 0, 8));
  }

  static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }
}
