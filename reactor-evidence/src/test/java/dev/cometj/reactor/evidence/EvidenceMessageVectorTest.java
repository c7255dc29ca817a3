package dev.cometj.reactor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.EvidenceList;
import dev.cometj.p2p.Decoded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Evidence messages have the Go original's bytes and verdicts")
final class EvidenceMessageVectorTest {
  private final EvidenceMessageCodec codec = new EvidenceMessageCodec();

  private static Stream<JsonNode> cases(String group) {
    String other = System.getProperty("cometj.vectors", "").strip();
    try (InputStream in =
        other.isEmpty()
            ? EvidenceMessageVectorTest.class.getResourceAsStream("/vectors/reactors.json")
            : Files.newInputStream(Path.of(other, "reactors.json"))) {
      List<JsonNode> cases =
          JsonMapper.shared()
              .readTree(in)
              .path("groups")
              .path(group)
              .path("cases")
              .valueStream()
              .toList();
      if (cases.isEmpty()) {
        throw new IllegalStateException("no cases in group " + group);
      }
      return cases.stream();
    } catch (IOException e) {
      throw new IllegalStateException("vectors of the reactors", e);
    }
  }

  static Stream<JsonNode> messages() {
    return cases("evidenceMessages");
  }

  @ParameterizedTest
  @MethodSource("messages")
  @DisplayName("PE-04 a bare list is encoded and decoded as by the original, without any wrapper")
  void bytes(JsonNode vector) {
    byte[] bytes = HexFormat.of().parseHex(vector.path("bytes").asString());
    decode(bytes)
        .ifPresent(list -> {
          assertThat(codec.encode(list)).isEqualTo(bytes);
          assertThat(list.pieces()).hasSize(vector.path("count").asInt());
          assertThat(list.pieces().stream().map(piece -> piece.hash().toHex()))
              .isEqualTo(vector.path("hashes").valueStream().map(JsonNode::asString).toList());
        });
  }

  @ParameterizedTest
  @MethodSource("messages")
  @DisplayName("SE-01 a list is taken or refused as by the original (A12: also without a header)")
  void verdicts(JsonNode vector) {
    byte[] bytes = HexFormat.of().parseHex(vector.path("bytes").asString());
    assertThat(decode(bytes).isPresent()).isEqualTo(vector.path("valid").asBoolean());
  }

  private Optional<EvidenceList> decode(byte[] bytes) {
    return switch (codec.decode(ByteBuffer.wrap(bytes))) {
      case Decoded.Message<EvidenceList>(EvidenceList list) -> Optional.of(list);
      case Decoded.Ignored<EvidenceList> _, Decoded.Malformed<EvidenceList> _ -> Optional.empty();
    };
  }

  static Stream<JsonNode> channels() {
    return cases("channels").filter(each -> each.path("reactor").asString().equals("evidence"));
  }

  @ParameterizedTest
  @MethodSource("channels")
  @DisplayName("L-C01 the channel has the original's id, priority and capacities")
  void channel(JsonNode vector) {
    var channel = EvidenceChannel.EVIDENCE;
    JsonNode effective = vector.path("effective");
    assertThat(channel.id()).isEqualTo(Integer.parseInt(vector.path("id").asString(), 16));
    assertThat(channel.priority()).isEqualTo(vector.path("priority").asInt());
    assertThat(channel.sendQueueCapacity()).isEqualTo(effective.path("sendQueueCapacity").asInt());
    assertThat(channel.receiveBufferBytes())
        .isEqualTo(effective.path("recvBufferCapacity").asInt());
    assertThat(channel.maxMessageBytes()).isEqualTo(effective.path("recvMessageCapacity").asInt());
  }
}
