package dev.cometj.crypto;

import java.util.Optional;

/// A private key of any type that consensus knows, with its public key.
///
/// Immutable and safe for any thread. Signing is deterministic. The text form shows only the public key.
/// Realises `crypto/crypto.go`.
public sealed interface PrivateKey
    permits Ed25519PrivateKey, Secp256k1PrivateKey, MlDsa65PrivateKey {

  /// Reads a key as key files hold it.
  ///
  /// @param type the name of the key's type, as [PublicKey#type()] gives it
  /// @param encoded the bytes that [#encode()] gave
  /// @return the key, or empty if no key has this type
  /// @throws IllegalArgumentException if the type is known and the bytes are no key of it
  static Optional<PrivateKey> decode(String type, byte[] encoded) {
    return switch (type) {
      case Ed25519PublicKey.TYPE -> Optional.of(Ed25519PrivateKey.decode(encoded));
      case Secp256k1PublicKey.TYPE -> Optional.of(Secp256k1PrivateKey.decode(encoded));
      case MlDsa65PublicKey.TYPE -> Optional.of(MlDsa65PrivateKey.decode(encoded));
      default -> Optional.empty();
    };
  }

  /// The public key of this key, which also names the type.
  ///
  /// @return the public key
  PublicKey publicKey();

  /// Signs a message.
  ///
  /// @param message any bytes
  /// @return the signature
  byte[] sign(byte[] message);

  /// The form of key files.
  ///
  /// @return a copy of the bytes, which are secret
  byte[] encode();
}
