package dev.cometj.crypto;

import java.util.Optional;

/// A validator's or node's public key of any type that consensus knows.
///
/// Immutable and safe for any thread; two keys are equal if their types and bytes are. Bytes of the right length always
/// make a key, whether or not they mean anything: with a key that is none, nothing verifies.
/// Realises `crypto/crypto.go` and the types of `crypto/encoding/codec.go`.
public sealed interface PublicKey permits Ed25519PublicKey, Secp256k1PublicKey, MlDsa65PublicKey {

  /// The size of an address, in bytes.
  int ADDRESS_BYTES = 20;

  /// Makes a key of its type's name and its bytes.
  ///
  /// @param type the name, as [#type()] gives it
  /// @param bytes the key's bytes
  /// @return the key, or empty if no key has this type
  /// @throws IllegalArgumentException if the type is known and the length is not that of its keys
  static Optional<PublicKey> of(String type, byte[] bytes) {
    return switch (type) {
      case Ed25519PublicKey.TYPE -> Optional.of(Ed25519PublicKey.of(bytes));
      case Secp256k1PublicKey.TYPE -> Optional.of(Secp256k1PublicKey.of(bytes));
      case MlDsa65PublicKey.TYPE -> Optional.of(MlDsa65PublicKey.of(bytes));
      default -> Optional.empty();
    };
  }

  /// The name of the key's type, as consensus parameters list it: `ed25519`, `secp256k1` or `ml_dsa_65`.
  ///
  /// @return the name
  String type();

  /// The key's bytes.
  ///
  /// @return a copy
  byte[] bytes();

  /// The address of the validator with this key.
  ///
  /// @return a copy of the 20 bytes
  byte[] address();

  /// Checks a signature. Never throws for what a peer sent, whatever its bytes and length.
  ///
  /// @param message what was signed
  /// @param signature the signature
  /// @return whether the signature is good
  boolean verifies(byte[] message, byte[] signature);
}
