package dev.cometj.node.home;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.node.json.JsonFormatException;
import dev.cometj.node.json.JsonReader;
import dev.cometj.node.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// `priv_validator_key.json` and `priv_validator_state.json`, as `FilePV` of the original's `privval/file.go` makes
/// them. A node without chain only shows the public key.
public final class ValidatorFiles {
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private ValidatorFiles() {}

  /// Who a validator is.
  ///
  /// @param address 40 hex digits in upper case
  /// @param keyType the type's name in JSON
  /// @param key the public key in base64
  public record Identity(String address, String keyType, String key) {
    static Identity of(Ed25519PrivateKey key) {
      return new Identity(
          UPPER.formatHex(key.publicKey().address()),
          "tendermint/PubKeyEd25519",
          Base64.getEncoder().encodeToString(key.publicKey().bytes()));
    }
  }

  /// Reads the public half of a validator's key, of whatever type.
  ///
  /// @param file the key file
  /// @return who it is, or empty if there is no such file
  /// @throws OperatorException if the file is malformed
  public static Optional<Identity> identity(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (JsonReader.read(Files.readAllBytes(file)) instanceof JsonValue.Members content) {
        JsonValue.Members key =
            content
                .object("pub_key")
                .orElseThrow(() -> new JsonFormatException("there is no object pub_key in it"));
        return Optional.of(
            new Identity(
                content.text("address").orElseThrow(() -> missing("address")),
                key.text("type").orElseThrow(() -> missing("pub_key.type")),
                key.text("value").orElseThrow(() -> missing("pub_key.value"))));
      }
      throw new JsonFormatException("it is no JSON object");
    } catch (IOException e) {
      throw new OperatorException(
          "cannot read the validator key " + file + ": " + Faults.describe(e));
    } catch (JsonFormatException e) {
      throw new OperatorException(
          "the validator key %s is malformed: %s; restore it, or move it away: a node that does not validate needs none"
              .formatted(file, e.getMessage()));
    }
  }

  static Identity create(Path keyFile, Path stateFile, RandomGenerator random) {
    Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
    NewFiles.write(keyFile, formatKey(key), NewFiles.FOR_OWNER);
    NewFiles.write(stateFile, formatFreshState(), NewFiles.FOR_OWNER);
    return Identity.of(key);
  }

  static String formatKey(Ed25519PrivateKey key) {
    Identity identity = Identity.of(key);
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
            identity.address(),
            identity.keyType(),
            identity.key(),
            NodeKeyFile.PRIVATE_TYPE,
            Base64.getEncoder().encodeToString(key.encode()));
  }

  static String formatFreshState() {
    return """
    {
      "height": "0",
      "round": 0,
      "step": 0
    }\
    """;
  }

  private static JsonFormatException missing(String what) {
    return new JsonFormatException("there is no text " + what + " in it");
  }
}
