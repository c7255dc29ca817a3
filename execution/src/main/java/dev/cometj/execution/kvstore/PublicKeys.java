package dev.cometj.execution.kvstore;

import com.google.protobuf.ByteString;
import dev.cometj.crypto.Ed25519PublicKey;
import dev.cometj.crypto.MlDsa65PublicKey;
import dev.cometj.crypto.PublicKey;
import dev.cometj.crypto.Secp256k1PublicKey;

/// The keys in validator updates, as an application reads them; Go's `PubKeyFromProto` of
/// `crypto/encoding/codec.go`.
final class PublicKeys {
  private PublicKeys() {}

  /// @throws IllegalArgumentException if it is no key
  static PublicKey of(dev.cometj.wire.crypto.PublicKey key) {
    return switch (key.getSumCase()) {
      case ED25519 -> Ed25519PublicKey.of(key.getEd25519().toByteArray());
      case SECP256K1 -> Secp256k1PublicKey.of(key.getSecp256K1().toByteArray());
      case MLDSA65 -> MlDsa65PublicKey.of(key.getMldsa65().toByteArray());
      case SUM_NOT_SET -> throw new IllegalArgumentException("a public key has no type");
    };
  }

  static ByteString address(dev.cometj.wire.crypto.PublicKey key) {
    return ByteString.copyFrom(of(key).address());
  }
}
