package dev.cometj.node.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.node.Vectors;
import dev.cometj.p2p.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Key files byte by byte as the original writes them.
class KeyFilesVectorTest {
  @TempDir private Path folder;

  static Stream<JsonNode> nodeKeys() {
    return Vectors.cases("nodeinfo.json", "nodeKeys");
  }

  static Stream<JsonNode> validatorFiles() {
    return Vectors.cases("bits-wal-privval.json", "privValidatorFiles");
  }

  @ParameterizedTest
  @MethodSource("nodeKeys")
  @DisplayName("a node key is read and written as in Go, and has Go's id")
  void nodeKey(JsonNode vector) throws IOException {
    Path file = folder.resolve("node_key.json");
    Files.writeString(file, vector.path("json").asString());

    Ed25519PrivateKey key = NodeKeyFile.read(file);

    assertThat(key.encode()).isEqualTo(hex(vector, "privateKey"));
    assertThat(NodeId.ofPublicKey(key.publicKey().bytes()).text())
        .isEqualTo(vector.path("id").asString());
    assertThat(NodeKeyFile.format(Ed25519PrivateKey.fromSeed(hex(vector, "seed"))))
        .isEqualTo(vector.path("json").asString());
  }

  @ParameterizedTest
  @MethodSource("validatorFiles")
  @DisplayName("a validator's key and its fresh state are written as in Go, and read back")
  void validatorKey(JsonNode vector) throws IOException {
    Ed25519PrivateKey key = Ed25519PrivateKey.fromSeed(hex(vector, "seed"));
    assertThat(ValidatorFiles.formatKey(key)).isEqualTo(vector.path("keyJson").asString());
    assertThat(ValidatorFiles.formatFreshState()).isEqualTo(vector.path("stateJson").asString());

    Path file = folder.resolve("priv_validator_key.json");
    Files.writeString(file, vector.path("keyJson").asString());
    assertThat(ValidatorFiles.identity(file))
        .hasValueSatisfying(identity ->
            assertThat(identity.address()).isEqualTo(vector.path("address").asString()));
  }

  private static byte[] hex(JsonNode vector, String name) {
    return HexFormat.of().parseHex(vector.path(name).asString());
  }
}
