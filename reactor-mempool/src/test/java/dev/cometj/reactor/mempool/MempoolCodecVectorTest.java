package dev.cometj.reactor.mempool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.Tx;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import dev.cometj.reactor.mempool.MempoolMessage.Txs;
import dev.cometj.reactor.mempool.pool.HashedTx;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Mempool messages have the Go original's bytes")
final class MempoolCodecVectorTest {
  private final MempoolCodec codec = new MempoolCodec();

  /// The limits that the cases of the filter were made with, as the vectors say.
  private static final BatchLimits LIMITS = new BatchLimits(1024, 4096);

  static Stream<JsonNode> messages() {
    return Vectors.cases("reactors", "mempoolMessages");
  }

  private static byte[] wrapped(JsonNode vector) {
    return HexFormat.of().parseHex(vector.path("wrapped").asString());
  }

  @ParameterizedTest
  @MethodSource("messages")
  @DisplayName("SM-02 a message is screened as by the original")
  void screened(JsonNode vector) {
    assertThat(BatchScreen.check(LIMITS, ByteBuffer.wrap(wrapped(vector))).isPresent())
        .isEqualTo(!vector.path("filterError").isNull());
  }

  @ParameterizedTest
  @MethodSource("messages")
  @DisplayName("L-M10 a message is decoded or refused as by the original")
  void decoded(JsonNode vector) {
    boolean accepted =
        vector.path("unmarshalError").isNull() && vector.path("unwrapError").isNull();
    Optional<MempoolMessage> decoded = decode(wrapped(vector));
    assertThat(decoded.isPresent()).isEqualTo(accepted);
    decoded.ifPresent(message -> assertThat(message).isEqualTo(message(vector.path("txs"))));
  }

  /// Those that are as short as can be, as every encoder writes them.
  static Stream<JsonNode> canonical() {
    return messages()
        .filter(each -> each.path("txs").isArray())
        .filter(each ->
            new MempoolCodec().encode(message(each.path("txs"))).length == wrapped(each).length);
  }

  @ParameterizedTest
  @MethodSource("canonical")
  @DisplayName("PM-08 a message is encoded as by the original")
  void encoded(JsonNode vector) {
    assertThat(codec.encode(message(vector.path("txs")))).isEqualTo(wrapped(vector));
  }

  private static MempoolMessage message(JsonNode txs) {
    return new Txs(
        txs.valueStream()
            .map(each -> HashedTx.of(new Tx(Bytes.fromHex(each.asString()))))
            .toList());
  }

  private Optional<MempoolMessage> decode(byte[] bytes) {
    return switch (codec.decode(ByteBuffer.wrap(bytes))) {
      case Decoded.Message<MempoolMessage>(MempoolMessage message) -> Optional.of(message);
      case Decoded.Ignored<MempoolMessage> _, Decoded.Malformed<MempoolMessage> _ ->
          Optional.empty();
    };
  }

  static Stream<JsonNode> oddBytes() {
    return Vectors.cases("reactors", "decoding")
        .filter(each -> each.path("type").asString().equals("tendermint.mempool.Message"));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("oddBytes")
  @DisplayName("L-M10 odd bytes are decoded or refused as by the original")
  void oddBytes(JsonNode vector) {
    byte[] bytes = HexFormat.of().parseHex(vector.path("bytes").asString());
    assertThat(decode(bytes).isPresent())
        .isEqualTo(vector.path("unmarshalError").isNull() && vector.path("unwrapError").isNull());
  }

  static Stream<JsonNode> capacities() {
    return Vectors.cases("reactors", "mempoolCapacity");
  }

  @ParameterizedTest
  @MethodSource("capacities")
  @DisplayName("L-C01 the largest message follows from the largest transaction as in the original")
  void capacity(JsonNode vector) {
    BatchLimits limits = new BatchLimits(vector.path("maxTxBytes").asInt(), 0);
    assertThat(limits.maxMessageBytes()).isEqualTo(vector.path("recvMessageCapacity").asInt());
  }

  static Stream<JsonNode> channels() {
    return Vectors.cases("reactors", "channels")
        .filter(each -> each.path("reactor").asString().equals("mempool"));
  }

  @ParameterizedTest
  @MethodSource("channels")
  @DisplayName("L-C01 the channel has the original's id, priority and capacities, and room to send")
  void channel(JsonNode vector) {
    Channel<MempoolMessage> channel = MempoolChannel.of(new BatchLimits(1 << 20, 0));
    JsonNode effective = vector.path("effective");
    assertThat(channel.id()).isEqualTo(Integer.parseInt(vector.path("id").asString(), 16));
    assertThat(channel.priority()).isEqualTo(vector.path("priority").asInt());
    assertThat(channel.receiveBufferBytes())
        .isEqualTo(effective.path("recvBufferCapacity").asInt());
    assertThat(channel.maxMessageBytes()).isEqualTo(effective.path("recvMessageCapacity").asInt());
    assertThat(channel.sendQueueCapacity())
        .isGreaterThanOrEqualTo(effective.path("sendQueueCapacity").asInt());
    assertThat(List.of(channel.isLossy(), channel.isSolicited())).containsExactly(false, false);
  }
}
