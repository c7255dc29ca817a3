package dev.cometj.crypto;

import dev.cometj.crypto.internal.ed25519.SigningKey;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// An Ed25519 private key with its public key, as node keys and validator keys are.
///
/// Immutable and safe for any thread. Signing is deterministic and takes the same time for every key. The text form
/// shows only the public key. Realises `crypto/ed25519/ed25519.go`.
public final class Ed25519PrivateKey implements PrivateKey {

  /// The size of a seed, in bytes.
  public static final int SEED_BYTES = 32;

  /// The size of the form in files: the seed and behind it the public key.
  public static final int ENCODED_BYTES = SEED_BYTES + Ed25519PublicKey.KEY_BYTES;

  private final byte[] seed;
  private final SigningKey signingKey;
  private final Ed25519PublicKey publicKey;

  private Ed25519PrivateKey(byte[] seed) {
    this.seed = seed;
    this.signingKey = new SigningKey(seed);
    this.publicKey = Ed25519PublicKey.of(signingKey.publicKey());
  }

  /// Makes the key of a seed.
  ///
  /// @param seed any 32 bytes
  /// @return the key
  /// @throws IllegalArgumentException if the length is not 32
  public static Ed25519PrivateKey fromSeed(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException(
          "an Ed25519 seed has " + SEED_BYTES + " bytes, not " + seed.length);
    }
    return new Ed25519PrivateKey(seed.clone());
  }

  /// Reads the 64 bytes that the original writes to `node_key.json` and `priv_validator_key.json`.
  ///
  /// @param encoded the seed and the public key
  /// @return the key
  /// @throws IllegalArgumentException if the length is not 64, or the public key does not belong to the seed
  ///     (signing with such a pair would give the seed's secret scalar away)
  public static Ed25519PrivateKey decode(byte[] encoded) {
    if (encoded.length != ENCODED_BYTES) {
      throw new IllegalArgumentException(
          "an Ed25519 private key has " + ENCODED_BYTES + " bytes, not " + encoded.length);
    }
    Ed25519PrivateKey key = new Ed25519PrivateKey(Arrays.copyOf(encoded, SEED_BYTES));
    if (!Arrays.equals(encoded, key.encode())) {
      throw new IllegalArgumentException(
          "the public half of the Ed25519 key is not that of its seed");
    }
    return key;
  }

  /// Makes a fresh key.
  ///
  /// @param random where the seed comes from: a [java.security.SecureRandom] outside of simulations
  /// @return the key
  public static Ed25519PrivateKey generate(RandomGenerator random) {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    return new Ed25519PrivateKey(seed);
  }

  /// The public key of this key.
  ///
  /// @return the public key
  @Override
  public Ed25519PublicKey publicKey() {
    return publicKey;
  }

  /// Signs a message.
  ///
  /// @param message any bytes
  /// @return the 64 bytes of the signature
  @Override
  public byte[] sign(byte[] message) {
    return signingKey.sign(message);
  }

  /// The form of key files: the seed and the public key.
  ///
  /// @return the 64 bytes, which are secret
  @Override
  public byte[] encode() {
    byte[] encoded = Arrays.copyOf(seed, ENCODED_BYTES);
    System.arraycopy(publicKey.bytes(), 0, encoded, SEED_BYTES, Ed25519PublicKey.KEY_BYTES);
    return encoded;
  }

  /// Names the public key only.
  @Override
  public String toString() {
    return "Ed25519PrivateKey of " + publicKey;
  }
}
