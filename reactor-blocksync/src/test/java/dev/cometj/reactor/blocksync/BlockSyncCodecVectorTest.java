package dev.cometj.reactor.blocksync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.Decoded;
import dev.cometj.reactor.blocksync.BlockSyncMessage.BlockRequest;
import dev.cometj.reactor.blocksync.BlockSyncMessage.BlockResponse;
import dev.cometj.reactor.blocksync.BlockSyncMessage.NoBlockResponse;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StatusRequest;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StatusResponse;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StoredBlock;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

@DisplayName("The messages of the block sync channel are those of Go")
final class BlockSyncCodecVectorTest {
  private final BlockSyncCodec codec = new BlockSyncCodec();

  private static byte[] wrapped(JsonNode each) {
    return HexFormat.of().parseHex(each.path("wrapped").asString());
  }

  @TestFactory
  @DisplayName("SB-02 SB-10 what Go refuses is malformed, and what it takes is taken")
  Stream<DynamicTest> verdicts() {
    return Vectors.cases("reactors", "blocksyncMessages")
        .map(each ->
            DynamicTest.dynamicTest(
                each.path("name").asString(),
                () -> {
                  Decoded<BlockSyncMessage> decoded = codec.decode(ByteBuffer.wrap(wrapped(each)));
                  if (each.path("valid").asBoolean()) {
                    assertThat(decoded).isInstanceOf(Decoded.Message.class);
                  } else {
                    assertThat(decoded).isInstanceOf(Decoded.Malformed.class);
                  }
                }));
  }

  @TestFactory
  @DisplayName("what was decoded is encoded as Go does, a block from the bytes it came in")
  Stream<DynamicTest> bytes() {
    return Vectors.cases("reactors", "blocksyncMessages")
        .filter(each -> each.path("valid").asBoolean())
        .map(each ->
            DynamicTest.dynamicTest(
                each.path("name").asString(),
                () -> {
                  byte[] wrapped = wrapped(each);
                  BlockSyncMessage message = decode(wrapped);
                  assertThat(codec.encode(message)).isEqualTo(wrapped);
                  assertThat(codec.typeLabel(message)).startsWith("blocksync_");
                  switch (message) {
                    case StatusResponse(long base, long height) -> {
                      assertThat(base).isEqualTo(each.path("message").path("base").asLong());
                      assertThat(height).isEqualTo(each.path("message").path("height").asLong());
                    }
                    case BlockRequest(long height) ->
                        assertThat(height).isEqualTo(each.path("message").path("height").asLong());
                    case NoBlockResponse(long height) ->
                        assertThat(height).isEqualTo(each.path("message").path("height").asLong());
                    case BlockResponse response ->
                        assertThat(
                                codec.encode(
                                    new StoredBlock(
                                        response.block().encoded(), response.extendedCommit())))
                            .isEqualTo(wrapped);
                    case StatusRequest _, StoredBlock _ -> {}
                  }
                }));
  }

  private BlockSyncMessage decode(byte[] bytes) {
    if (codec.decode(ByteBuffer.wrap(bytes))
        instanceof Decoded.Message<BlockSyncMessage>(BlockSyncMessage message)) {
      return message;
    }
    throw new AssertionError("not decoded");
  }

  @TestFactory
  @DisplayName("SB-11 Go's filter refuses the same, where block sync never was and where it ended")
  Stream<DynamicTest> filter() {
    return Vectors.cases("reactors", "blocksyncFilter")
        .flatMap(each ->
            Stream.of("inactiveError", "stoppedError")
                .map(state ->
                    DynamicTest.dynamicTest(
                        each.path("name").asString() + " " + state,
                        () -> {
                          boolean refused = FilterBench.refuses(message(each), state);
                          assertThat(refused).isEqualTo(!each.path(state).isNull());
                        })));
  }

  /// Long messages are described and not written out.
  private static byte[] message(JsonNode each) {
    if (each.has("message")) {
      return HexFormat.of().parseHex(each.path("message").asString());
    }
    byte[] message =
        FilterBench.blockResponse(
            each.path("commitSignatures").asInt(), each.path("extendedSignatures").asInt());
    assertThat(message).hasSize(each.path("messageLength").asInt());
    assertThat(dev.cometj.crypto.Sha256.hash(Bytes.wrap(message)).toHex())
        .isEqualTo(each.path("messageSha256").asString());
    return message;
  }
}
