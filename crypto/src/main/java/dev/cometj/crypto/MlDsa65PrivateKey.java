package dev.cometj.crypto;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/// A private key of ML-DSA-65 with its public key.
///
/// Signing is the deterministic variant of FIPS 204 with an empty context. Realises `crypto/mldsa65/key.go`.
public final class MlDsa65PrivateKey implements PrivateKey {

  /// The size of a seed, in bytes.
  public static final int SEED_BYTES = 32;

  /// The size of the packed form, in bytes.
  public static final int KEY_BYTES = 4032;

  private final MLDSAPrivateKeyParameters key;
  private final MlDsa65PublicKey publicKey;

  private MlDsa65PrivateKey(byte[] seedOrPacked) {
    this.key = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, seedOrPacked);
    this.publicKey = MlDsa65PublicKey.of(key.getPublicKey());
  }

  /// Makes the key of a seed.
  ///
  /// @param seed any 32 bytes
  /// @return the key
  /// @throws IllegalArgumentException if the length is not 32
  public static MlDsa65PrivateKey fromSeed(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException(
          "an ML-DSA-65 seed has " + SEED_BYTES + " bytes, not " + seed.length);
    }
    return new MlDsa65PrivateKey(seed.clone());
  }

  /// Reads the packed form of FIPS 204, as key files hold it.
  ///
  /// @param packed the 4032 bytes
  /// @return the key
  /// @throws IllegalArgumentException if they are no key
  public static MlDsa65PrivateKey decode(byte[] packed) {
    if (packed.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "an ML-DSA-65 private key has " + KEY_BYTES + " bytes, not " + packed.length);
    }
    return new MlDsa65PrivateKey(packed.clone());
  }

  /// Makes a fresh key.
  ///
  /// @param random where the seed comes from: a [java.security.SecureRandom] outside of simulations
  /// @return the key
  public static MlDsa65PrivateKey generate(RandomGenerator random) {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    return new MlDsa65PrivateKey(seed);
  }

  @Override
  public MlDsa65PublicKey publicKey() {
    return publicKey;
  }

  /// Signs a message.
  ///
  /// @param message any bytes
  /// @return the 3309 bytes of the signature
  @Override
  public byte[] sign(byte[] message) {
    MLDSASigner signer = new MLDSASigner();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("every message can be signed", e);
    }
  }

  @Override
  public byte[] encode() {
    return Arrays.copyOf(key.getEncoded(), KEY_BYTES);
  }

  /// Names the public key only.
  @Override
  public String toString() {
    return "MlDsa65PrivateKey of " + publicKey;
  }
}
