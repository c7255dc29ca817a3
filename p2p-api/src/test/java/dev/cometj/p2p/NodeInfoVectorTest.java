package dev.cometj.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("NodeInfo judges as the Go original does")
final class NodeInfoVectorTest {

  static Stream<JsonNode> validated() {
    return Vectors.cases("nodeinfo", "validate");
  }

  @ParameterizedTest
  @MethodSource("validated")
  @DisplayName("L-T03 an info that breaks a rule cannot be made")
  void validates(JsonNode vector) {
    assertThat(isValid(vector.path("info"))).isEqualTo(vector.path("valid").asBoolean());
  }

  static Stream<JsonNode> compared() {
    return Vectors.cases("nodeinfo", "compatibleWith");
  }

  @ParameterizedTest
  @MethodSource("compared")
  @DisplayName("L-T04 two infos are compatible by block protocol, network and a common channel")
  void compares(JsonNode vector) {
    boolean compatible =
        read(vector.path("info")).incompatibilityWith(read(vector.path("other"))).isEmpty();
    assertThat(compatible).isEqualTo(vector.path("error").isNull());
  }

  static Stream<JsonNode> keys() {
    return Vectors.cases("nodeinfo", "pubKeyToId")
        .filter(vector -> vector.path("type").asString().equals("ed25519"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  @DisplayName("PR-01 an id is the front of the key's SHA-256, in lower case")
  void derivesIds(JsonNode vector) {
    byte[] key = HexFormat.of().parseHex(vector.path("publicKey").asString());
    assertThat(NodeId.ofPublicKey(key).text()).isEqualTo(vector.path("id").asString());
  }

  private static boolean isValid(JsonNode info) {
    try {
      read(info);
      return true;
    } catch (P2pException e) {
      return false;
    }
  }

  private static NodeInfo read(JsonNode info) {
    JsonNode versions = info.path("protocolVersion");
    List<Integer> channels = new ArrayList<>();
    for (byte channel : HexFormat.of().parseHex(info.path("channels").asString())) {
      channels.add(channel & 0xff);
    }
    return new NodeInfo(
        new ProtocolVersions(
            Long.parseUnsignedLong(versions.path("p2p").asString()),
            Long.parseUnsignedLong(versions.path("block").asString()),
            Long.parseUnsignedLong(versions.path("app").asString())),
        new NodeId(info.path("defaultNodeId").asString()),
        info.path("listenAddr").asString(),
        info.path("network").asString(),
        info.path("version").asString(),
        channels,
        info.path("moniker").asString(),
        info.path("other").path("txIndex").asString(),
        info.path("other").path("rpcAddress").asString());
  }
}
