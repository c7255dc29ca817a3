package dev.cometj.crypto;

import dev.cometj.crypto.internal.ed25519.PreparedKey;
import dev.cometj.crypto.internal.ed25519.Verification;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// An Ed25519 public key: any 32 bytes, whether or not they are a point.
///
/// Immutable and safe for any thread; equal if the bytes are. The first verification decodes the key and keeps
/// about 2 KiB of multiples for the following ones, so keys that verify often are worth keeping,
/// and those that verify very often worth an [Ed25519KeyCache].
/// Realises `crypto/ed25519/ed25519.go`.
public final class Ed25519PublicKey implements PublicKey {

  /// The name of this type of keys.
  public static final String TYPE = "ed25519";

  /// The size of a key, in bytes.
  public static final int KEY_BYTES = 32;

  /// The size of a signature, in bytes.
  public static final int SIGNATURE_BYTES = Verification.SIGNATURE_BYTES;

  private final byte[] bytes;

  /// Made when first needed; two threads that make it at once make the same.
  private @Nullable PreparedKey prepared;

  private Ed25519PublicKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Makes a key of its bytes. They need not be a point: with such a key nothing verifies.
  ///
  /// @param bytes the 32 bytes
  /// @return the key
  /// @throws IllegalArgumentException if the length is not 32
  public static Ed25519PublicKey of(byte[] bytes) {
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "an Ed25519 public key has " + KEY_BYTES + " bytes, not " + bytes.length);
    }
    return new Ed25519PublicKey(bytes.clone());
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The first 20 bytes of the key's SHA-256: a validator's address, and in hexadecimal a node's id.
  ///
  /// @return the 20 bytes
  @Override
  public byte[] address() {
    return Digests.address(bytes);
  }

  /// Checks a signature by the rules of ZIP-215, which consensus needs to be exactly these: the signature has 64
  /// bytes, S is below the group order, the key and R are points (encodings that are not reduced included), and the
  /// equation holds once it is multiplied by the cofactor 8.
  ///
  /// Never throws for what a peer sent, whatever its bytes and length.
  ///
  /// @param message what was signed
  /// @param signature the signature
  /// @return whether the signature is good
  @Override
  public boolean verifies(byte[] message, byte[] signature) {
    PreparedKey key = prepared();
    return key != null && Verification.verify(bytes, key, message, signature);
  }

  /// The bytes themselves, only to be read.
  byte[] encoded() {
    return bytes;
  }

  /// The key's point, or null if the bytes are none.
  @Nullable PreparedKey prepared() {
    PreparedKey key = prepared;
    if (key == null) {
      key = PreparedKey.decode(bytes);
      prepared = key;
    }
    return key;
  }

  /// Computes the multiples that make verifications faster, once.
  void expand() {
    PreparedKey key = prepared();
    if (key != null) {
      prepared = key.expanded();
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ed25519PublicKey key && Arrays.equals(bytes, key.bytes);
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
