package dev.cometj.crypto;

import dev.cometj.crypto.internal.secp256k1.Secp256k1;
import java.util.random.RandomGenerator;

/// A private key on the curve secp256k1 with its public key.
///
/// Signing is deterministic (RFC 6979). Realises `crypto/secp256k1/secp256k1.go`.
public final class Secp256k1PrivateKey implements PrivateKey {

  /// The size of a key, in bytes.
  public static final int KEY_BYTES = Secp256k1.SCALAR_BYTES;

  private final byte[] scalar;
  private final Secp256k1PublicKey publicKey;

  private Secp256k1PrivateKey(byte[] scalar) {
    this.scalar = scalar;
    this.publicKey = Secp256k1PublicKey.of(Secp256k1.publicKey(scalar));
  }

  /// Makes the key of a number, as key files hold it.
  ///
  /// @param scalar 32 bytes, big-endian, more than 0 and less than the group's order
  /// @return the key
  /// @throws IllegalArgumentException if they are not
  public static Secp256k1PrivateKey decode(byte[] scalar) {
    if (scalar.length != KEY_BYTES || !Secp256k1.isPrivateKey(scalar)) {
      throw new IllegalArgumentException("not a secp256k1 private key");
    }
    return new Secp256k1PrivateKey(scalar.clone());
  }

  /// Makes a fresh key.
  ///
  /// @param random where the key comes from: a [java.security.SecureRandom] outside of simulations
  /// @return the key
  public static Secp256k1PrivateKey generate(RandomGenerator random) {
    byte[] scalar = new byte[KEY_BYTES];
    do {
      random.nextBytes(scalar);
    } while (!Secp256k1.isPrivateKey(scalar));
    return new Secp256k1PrivateKey(scalar);
  }

  @Override
  public Secp256k1PublicKey publicKey() {
    return publicKey;
  }

  /// Signs the SHA-256 of a message.
  ///
  /// @param message any bytes
  /// @return the 64 bytes of the signature, with the lower S
  @Override
  public byte[] sign(byte[] message) {
    return Secp256k1.sign(scalar, Digests.sha256(message));
  }

  @Override
  public byte[] encode() {
    return scalar.clone();
  }

  /// Names the public key only.
  @Override
  public String toString() {
    return "Secp256k1PrivateKey of " + publicKey;
  }
}
