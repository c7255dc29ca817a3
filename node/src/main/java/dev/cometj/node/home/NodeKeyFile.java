package dev.cometj.node.home;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.node.json.JsonFormatException;
import dev.cometj.node.json.JsonObjectWriter;
import dev.cometj.node.json.JsonReader;
import dev.cometj.node.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// `node_key.json`, as `NodeKey` of the original's `p2p/key.go` reads and writes it.
public final class NodeKeyFile {
  static final String PRIVATE_TYPE = "tendermint/PrivKeyEd25519";

  private NodeKeyFile() {}

  /// Reads a key.
  ///
  /// @param file the file
  /// @return the key
  /// @throws OperatorException if there is no usable key; the line says how to get one
  public static Ed25519PrivateKey read(Path file) {
    if (!Files.exists(file)) {
      throw new OperatorException(
          "there is no node key at " + file + ": make one with `cometj gen-node-key`");
    }
    try {
      return parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new OperatorException("cannot read the node key " + file + ": " + Faults.describe(e));
    } catch (JsonFormatException | IllegalArgumentException e) {
      throw new OperatorException(
          "the node key %s is malformed: %s; restore it, or move it away and make a new one with `cometj gen-node-key`"
              .formatted(file, e.getMessage()));
    }
  }

  /// Makes a key and its file.
  ///
  /// @param file the file, which must not exist; its folder must
  /// @param random where the key comes from
  /// @return the key
  /// @throws OperatorException if it cannot be written
  public static Ed25519PrivateKey create(Path file, RandomGenerator random) {
    Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
    NewFiles.write(file, format(key), NewFiles.FOR_OWNER);
    return key;
  }

  static String format(Ed25519PrivateKey key) {
    return JsonObjectWriter.write(file ->
        file.object(
            "priv_key",
            value ->
                value
                    .text("type", PRIVATE_TYPE)
                    .text("value", Base64.getEncoder().encodeToString(key.encode()))));
  }

  private static Ed25519PrivateKey parse(byte[] bytes) {
    if (!(JsonReader.read(bytes) instanceof JsonValue.Members file)) {
      throw new JsonFormatException("it is no JSON object");
    }
    JsonValue.Members key =
        file.object("priv_key")
            .orElseThrow(() -> new JsonFormatException("there is no object priv_key in it"));
    String type = key.text("type").orElse("");
    if (!type.equals(PRIVATE_TYPE)) {
      throw new JsonFormatException(
          "the key's type is '%s', but only %s can be a node key".formatted(type, PRIVATE_TYPE));
    }
    byte[] value =
        Base64.getDecoder()
            .decode(
                key.text("value")
                    .orElseThrow(() -> new JsonFormatException("the key has no value")));
    return Ed25519PrivateKey.decode(value);
  }
}
