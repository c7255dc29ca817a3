package dev.cometj.crypto;

import dev.cometj.crypto.internal.secp256k1.Secp256k1;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.jspecify.annotations.Nullable;

/// A public key on the curve secp256k1 in its compressed form, as Bitcoin has them: any 33 bytes.
///
/// Realises `crypto/secp256k1/secp256k1.go`.
public final class Secp256k1PublicKey implements PublicKey {

  /// The name of this type of keys.
  public static final String TYPE = "secp256k1";

  /// The size of a key, in bytes.
  public static final int KEY_BYTES = 33;

  /// The size of a signature, in bytes: R and S, 32 bytes each, big-endian.
  public static final int SIGNATURE_BYTES = Secp256k1.SIGNATURE_BYTES;

  private final byte[] bytes;

  private Secp256k1PublicKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Makes a key of its bytes. They need not be a point: with such a key nothing verifies.
  ///
  /// @param bytes the 33 bytes
  /// @return the key
  /// @throws IllegalArgumentException if the length is not 33
  public static Secp256k1PublicKey of(byte[] bytes) {
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "a secp256k1 public key has " + KEY_BYTES + " bytes, not " + bytes.length);
    }
    return new Secp256k1PublicKey(bytes.clone());
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The RIPEMD-160 of the key's SHA-256, as in Bitcoin.
  @Override
  public byte[] address() {
    byte[] sha256 = Digests.sha256(bytes);
    RIPEMD160Digest digest = new RIPEMD160Digest();
    digest.update(sha256, 0, sha256.length);
    byte[] address = new byte[ADDRESS_BYTES];
    digest.doFinal(address, 0);
    return address;
  }

  /// Checks a signature of the message's SHA-256. Of the two values of S that would do, only the lower one is good.
  @Override
  public boolean verifies(byte[] message, byte[] signature) {
    return Secp256k1.verifies(bytes, Digests.sha256(message), signature);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secp256k1PublicKey key && Arrays.equals(bytes, key.bytes);
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
