package dev.cometj.chain.codec;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.crypto.Ed25519PublicKey;
import dev.cometj.crypto.MlDsa65PublicKey;
import dev.cometj.crypto.PublicKey;
import dev.cometj.crypto.Secp256k1PublicKey;

/// Public keys. Realises `crypto/encoding/codec.go`.
public final class PublicKeyCodec {

  private PublicKeyCodec() {}

  /// Makes the message of a key.
  ///
  /// @param key the key
  /// @return the message
  public static dev.cometj.wire.crypto.PublicKey toWire(PublicKey key) {
    var wire = dev.cometj.wire.crypto.PublicKey.newBuilder();
    var bytes = com.google.protobuf.ByteString.copyFrom(key.bytes());
    return switch (key) {
      case Ed25519PublicKey _ -> wire.setEd25519(bytes).build();
      case Secp256k1PublicKey _ -> wire.setSecp256K1(bytes).build();
      case MlDsa65PublicKey _ -> wire.setMldsa65(bytes).build();
    };
  }

  /// Reads a key.
  ///
  /// @param wire the message
  /// @return the key
  /// @throws InvalidChainDataException if there is none, or it has not the size of its type's keys
  public static PublicKey fromWire(dev.cometj.wire.crypto.PublicKey wire)
      throws InvalidChainDataException {
    try {
      return switch (wire.getSumCase()) {
        case ED25519 -> Ed25519PublicKey.of(wire.getEd25519().toByteArray());
        case SECP256K1 -> Secp256k1PublicKey.of(wire.getSecp256K1().toByteArray());
        case MLDSA65 -> MlDsa65PublicKey.of(wire.getMldsa65().toByteArray());
        case SUM_NOT_SET -> throw WireValues.missing("public key");
      };
    } catch (IllegalArgumentException e) {
      throw new InvalidChainDataException(ChainRule.ENCODING, String.valueOf(e.getMessage()));
    }
  }
}
