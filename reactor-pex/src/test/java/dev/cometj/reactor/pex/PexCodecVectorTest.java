package dev.cometj.reactor.pex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.Decoded;
import dev.cometj.reactor.pex.PexMessage.PexAddrs;
import dev.cometj.reactor.pex.PexMessage.PexRequest;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("PEX messages have the Go original's bytes")
final class PexCodecVectorTest {
  private final PexCodec codec = new PexCodec();

  static Stream<JsonNode> messages() {
    return Vectors.cases("nodeinfo", "pexMessages");
  }

  @ParameterizedTest
  @MethodSource("messages")
  @DisplayName("PX-14 a message is encoded, decoded and judged as by the original")
  void messages(JsonNode vector) {
    byte[] bytes = HexFormat.of().parseHex(vector.path("wrapped").asString());
    Optional<PexMessage> message =
        switch (vector.path("kind").asString()) {
          case "pexRequest" -> Optional.of(new PexRequest());
          case "pexAddrs" -> Optional.of(addresses(vector.path("addrs")));
          default -> Optional.empty();
        };
    message.ifPresent(each -> assertThat(codec.encode(each)).isEqualTo(bytes));
    Optional<PexMessage> decoded = decode(bytes);
    assertThat(decoded).isEqualTo(message);
    assertThat(decoded.filter(PexCodecVectorTest::isHonest).isPresent())
        .isEqualTo(vector.path("valid").asBoolean());
  }

  private static boolean isHonest(PexMessage message) {
    return switch (message) {
      case PexRequest _ -> true;
      case PexAddrs answer -> answer.addrs().stream().allMatch(each -> each.fault().isEmpty());
    };
  }

  private static PexMessage addresses(JsonNode addrs) {
    return new PexAddrs(
        addrs
            .valueStream()
            .map(each ->
                new PexAddress(
                    each.path("id").asString(),
                    each.path("ip").asString(),
                    each.path("port").asLong()))
            .toList());
  }

  private Optional<PexMessage> decode(byte[] bytes) {
    return switch (codec.decode(ByteBuffer.wrap(bytes))) {
      case Decoded.Message<PexMessage>(PexMessage message) -> Optional.of(message);
      case Decoded.Ignored<PexMessage> _, Decoded.Malformed<PexMessage> _ -> Optional.empty();
    };
  }

  static Stream<JsonNode> samples() {
    return Vectors.cases("reactors", "pexMessages");
  }

  @ParameterizedTest
  @MethodSource("samples")
  @DisplayName("PX-13 samples of the reactors' vectors are encoded and decoded")
  void samples(JsonNode vector) {
    byte[] bytes = HexFormat.of().parseHex(vector.path("wrapped").asString());
    PexMessage message =
        switch (vector.path("kind").asString()) {
          case "tendermint.p2p.PexRequest" -> new PexRequest();
          case "tendermint.p2p.PexAddrs" -> addresses(vector.path("message").path("addrs"));
          default -> throw new IllegalArgumentException("kind of " + vector);
        };
    assertThat(codec.encode(message)).isEqualTo(bytes);
    assertThat(decode(bytes)).contains(message);
  }

  static Stream<JsonNode> oddBytes() {
    return Vectors.cases("reactors", "decoding")
        .filter(each -> each.path("type").asString().equals("tendermint.p2p.Message"));
  }

  @ParameterizedTest
  @MethodSource("oddBytes")
  @DisplayName("L-M10 odd bytes are decoded or refused as by the original")
  void oddBytes(JsonNode vector) {
    byte[] bytes = HexFormat.of().parseHex(vector.path("bytes").asString());
    boolean accepted =
        vector.path("unmarshalError").isNull() && vector.path("unwrapError").isNull();
    Optional<PexMessage> decoded = decode(bytes);
    assertThat(decoded.isPresent()).isEqualTo(accepted);
    decoded.ifPresent(message ->
        assertThat("tendermint." + codec.typeLabel(message).replace('_', '.'))
            .isEqualTo(vector.path("kind").asString()));
  }

  static Stream<JsonNode> channels() {
    return Vectors.cases("reactors", "channels")
        .filter(each -> each.path("reactor").asString().equals("pex"));
  }

  @ParameterizedTest
  @MethodSource("channels")
  @DisplayName("L-C01 the channel has the original's id, priority and capacities")
  void channel(JsonNode vector) {
    var channel = PexChannel.PEX;
    JsonNode effective = vector.path("effective");
    assertThat(channel.id()).isEqualTo(Integer.parseInt(vector.path("id").asString(), 16));
    assertThat(channel.priority()).isEqualTo(vector.path("priority").asInt());
    assertThat(channel.sendQueueCapacity()).isEqualTo(effective.path("sendQueueCapacity").asInt());
    assertThat(channel.receiveBufferBytes())
        .isEqualTo(effective.path("recvBufferCapacity").asInt());
    assertThat(channel.maxMessageBytes()).isEqualTo(effective.path("recvMessageCapacity").asInt());
  }
}
