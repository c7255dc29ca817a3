package dev.cometj.chain.json;

import dev.cometj.crypto.Ed25519PublicKey;
import dev.cometj.crypto.MlDsa65PublicKey;
import dev.cometj.crypto.PublicKey;
import dev.cometj.crypto.Secp256k1PublicKey;

/// How JSON names the types of public keys.
public final class KeyNames {

  private static final String ED25519 = "tendermint/PubKeyEd25519";
  private static final String SECP256K1 = "tendermint/PubKeySecp256k1";
  private static final String ML_DSA_65 = "cometbft/PubKeyMlDsa65";

  private KeyNames() {}

  /// The name of a key's type.
  ///
  /// @param key the key
  /// @return for example `tendermint/PubKeyEd25519`
  public static String nameOf(PublicKey key) {
    return switch (key) {
      case Ed25519PublicKey _ -> ED25519;
      case Secp256k1PublicKey _ -> SECP256K1;
      case MlDsa65PublicKey _ -> ML_DSA_65;
    };
  }

  /// Makes a key.
  ///
  /// @param name its type's name
  /// @param bytes the key itself
  /// @return the key
  /// @throws IllegalArgumentException if there is no such type, or its keys have another length
  public static PublicKey key(String name, byte[] bytes) {
    return switch (name) {
      case ED25519 -> Ed25519PublicKey.of(bytes);
      case SECP256K1 -> Secp256k1PublicKey.of(bytes);
      case ML_DSA_65 -> MlDsa65PublicKey.of(bytes);
      default ->
          throw new IllegalArgumentException(
              "unknown type \"%s\": use %s, %s or %s"
                  .formatted(name, ED25519, SECP256K1, ML_DSA_65));
    };
  }
}
