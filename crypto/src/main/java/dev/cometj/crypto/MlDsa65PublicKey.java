package dev.cometj.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A public key of ML-DSA-65, the signatures of FIPS 204 that a quantum computer does not break: any 1952 bytes.
///
/// Signatures are of the pure variant and have an empty context. Realises `crypto/mldsa65/key.go`.
public final class MlDsa65PublicKey implements PublicKey {

  /// The name of this type of keys.
  public static final String TYPE = "ml_dsa_65";

  /// The size of a key, in bytes.
  public static final int KEY_BYTES = 1952;

  /// The size of a signature, in bytes.
  public static final int SIGNATURE_BYTES = 3309;

  /// What precedes the bytes of a key in X.509's SubjectPublicKeyInfo, which is how the JDK takes a key.
  private static final byte[] X509_PREFIX =
      HexFormat.of().parseHex("308207b2300b0609608648016503040312038207a100");

  private final byte[] bytes;

  /// Made when first needed; two threads that make it at once make the same.
  private volatile java.security.@Nullable PublicKey decoded;

  private MlDsa65PublicKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Makes a key of its bytes.
  ///
  /// @param bytes the 1952 bytes
  /// @return the key
  /// @throws IllegalArgumentException if the length is not 1952
  public static MlDsa65PublicKey of(byte[] bytes) {
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "an ML-DSA-65 public key has " + KEY_BYTES + " bytes, not " + bytes.length);
    }
    return new MlDsa65PublicKey(bytes.clone());
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The first 20 bytes of the key's SHA-256.
  @Override
  public byte[] address() {
    return Digests.address(bytes);
  }

  @Override
  public boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("ML-DSA");
      verifier.initVerify(decode());
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the JDK has ML-DSA, in which every key of this size is one", e);
    }
  }

  private java.security.PublicKey decode() throws GeneralSecurityException {
    java.security.PublicKey key = decoded;
    if (key == null) {
      byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_BYTES);
      System.arraycopy(bytes, 0, encoded, X509_PREFIX.length, KEY_BYTES);
      key = KeyFactory.getInstance("ML-DSA-65").generatePublic(new X509EncodedKeySpec(encoded));
      decoded = key;
    }
    return key;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MlDsa65PublicKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The key in lower-case hexadecimal.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
