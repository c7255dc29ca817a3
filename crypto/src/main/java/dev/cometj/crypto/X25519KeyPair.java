package dev.cometj.crypto;

import dev.cometj.crypto.internal.ed25519.MontgomeryLadder;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;

/// An X25519 private key with its public key, for one Diffie-Hellman agreement (RFC 7748).
///
/// Immutable and safe for any thread. The private scalar is clamped when it is used, not when it is stored. The
/// arithmetic is constant-time.
public final class X25519KeyPair {

  /// The size of private keys, public keys and shared secrets, in bytes.
  public static final int KEY_BYTES = 32;

  private final byte[] privateKey;
  private final byte[] publicKey;

  private X25519KeyPair(byte[] privateKey) {
    this.privateKey = privateKey;
    this.publicKey = MontgomeryLadder.publicKey(privateKey);
  }

  /// Makes the pair of a given private key.
  ///
  /// @param privateKey any 32 bytes
  /// @return the pair
  /// @throws IllegalArgumentException if the length is not 32
  public static X25519KeyPair of(byte[] privateKey) {
    requireLength(privateKey, "private");
    return new X25519KeyPair(privateKey.clone());
  }

  /// Makes a fresh pair.
  ///
  /// @param random where the private key comes from: a [java.security.SecureRandom] outside of simulations
  /// @return the pair
  public static X25519KeyPair generate(RandomGenerator random) {
    byte[] privateKey = new byte[KEY_BYTES];
    random.nextBytes(privateKey);
    return new X25519KeyPair(privateKey);
  }

  /// The public key.
  ///
  /// @return a copy of the 32 bytes
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /// Agrees on a secret with the owner of another key. The highest bit of the peer's key is ignored, and values
  /// that are not reduced are accepted, as RFC 7748 says.
  ///
  /// @param peerPublicKey the peer's 32 bytes
  /// @return the 32 bytes of the shared secret
  /// @throws LowOrderPointException if the secret would be all zeros whatever our key is
  /// @throws IllegalArgumentException if the length is not 32
  public byte[] sharedSecret(byte[] peerPublicKey) throws LowOrderPointException {
    requireLength(peerPublicKey, "public");
    byte[] secret = MontgomeryLadder.multiply(privateKey, peerPublicKey);
    if (MessageDigest.isEqual(secret, new byte[KEY_BYTES])) {
      throw new LowOrderPointException();
    }
    return secret;
  }

  private static void requireLength(byte[] key, String kind) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "an X25519 " + kind + " key has " + KEY_BYTES + " bytes, not " + key.length);
    }
  }
}
