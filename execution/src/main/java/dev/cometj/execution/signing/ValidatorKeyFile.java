package dev.cometj.execution.signing;

import dev.cometj.crypto.Ed25519PublicKey;
import dev.cometj.crypto.MlDsa65PublicKey;
import dev.cometj.crypto.PrivateKey;
import dev.cometj.crypto.Secp256k1PublicKey;
import dev.cometj.p2p.spi.Disk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// `priv_validator_key.json`: the key of a validator, in the bytes of Go's `FilePVKey.Save` of `privval/file.go`.
///
/// Reading trusts the private key alone, as the original does: address and public key in the file are for people.
public final class ValidatorKeyFile {
  private static final String WHAT = "validator key";

  private ValidatorKeyFile() {}

  /// How a type of keys is called in JSON.
  private record Names(String publicKey, String privateKey) {
    static final Map<String, Names> BY_TYPE =
        Map.of(
            Ed25519PublicKey.TYPE,
            new Names("tendermint/PubKeyEd25519", "tendermint/PrivKeyEd25519"),
            Secp256k1PublicKey.TYPE,
            new Names("tendermint/PubKeySecp256k1", "tendermint/PrivKeySecp256k1"),
            MlDsa65PublicKey.TYPE,
            new Names("cometbft/PubKeyMlDsa65", "cometbft/PrivKeyMlDsa65"));

    static Names of(String type) {
      Names names = BY_TYPE.get(type);
      if (names == null) {
        throw new IllegalArgumentException("no validator has a key of the type " + type);
      }
      return names;
    }
  }

  /// Read a key. Blocks.
  ///
  /// @param disk where it is
  /// @param file the file
  /// @return the key
  /// @throws dev.cometj.chain.service.SigningException if there is no usable key in the file
  public static PrivateKey read(Disk disk, Path file) {
    byte[] json = SignerFiles.read(disk, file, WHAT);
    try {
      return parse(json);
    } catch (JacksonException e) {
      throw SignerFiles.unusable(
          "the %s %s is damaged: it is no JSON; restore it from a copy".formatted(WHAT, file),
          null);
    } catch (IllegalArgumentException e) {
      throw SignerFiles.unusable(
          "the %s %s is unusable: %s".formatted(WHAT, file, e.getMessage()), null);
    }
  }

  static PrivateKey parse(byte[] json) {
    var values = SignerFiles.members(json);
    String name = SignerFiles.text(values, "priv_key.type");
    String type =
        Names.BY_TYPE.entrySet().stream()
            .filter(entry -> entry.getValue().privateKey().equals(name))
            .map(Map.Entry::getKey)
            .findAny()
            .orElseThrow(
                () -> new IllegalArgumentException("no validator has a key of the type " + name));
    byte[] encoded = Base64.getDecoder().decode(SignerFiles.text(values, "priv_key.value"));
    Optional<PrivateKey> key = PrivateKey.decode(type, encoded);
    return key.orElseThrow(() -> new IllegalArgumentException("it has no key"));
  }

  /// Write a key as the original does.
  ///
  /// @param key the key
  /// @return the content of the file, which is secret
  public static byte[] format(PrivateKey key) {
    Names names = Names.of(key.publicKey().type());
    Base64.Encoder base64 = Base64.getEncoder();
    return """
    {
      "address": "%s",
      "pub_key": {
        "type": "%s",
        "value": "%s"
      },
      "priv_key": {
        "type": "%s",
        "value": "%s"
      }
    }\
    """
        .formatted(
            HexFormat.of().withUpperCase().formatHex(key.publicKey().address()),
            names.publicKey(),
            base64.encodeToString(key.publicKey().bytes()),
            names.privateKey(),
            base64.encodeToString(key.encode()))
        .getBytes(StandardCharsets.UTF_8);
  }
}
