package dev.cometj.chain;

import static dev.cometj.chain.VectorFile.accepted;
import static dev.cometj.chain.VectorFile.bytes;
import static dev.cometj.chain.VectorFile.list;
import static dev.cometj.chain.VectorFile.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.codec.BlockIdCodec;
import dev.cometj.chain.codec.HeaderCodec;
import dev.cometj.chain.merkle.MerkleHasher;
import dev.cometj.crypto.Bytes;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HeaderVectorTest {

  @TestFactory
  Stream<DynamicTest> headers() {
    return VectorFile.open("types.json")
        .tests(
            "headers",
            vector -> {
              Header header = Values.header(vector.get("header"));
              assertThat(Bytes.wrap(HeaderCodec.toWire(header).toByteArray()))
                  .isEqualTo(bytes(vector, "proto"));
              if (vector.get("hash").isNull()) {
                assertThat(header.hash()).isEqualTo(Bytes.EMPTY);
              } else {
                assertThat(header.hash()).isEqualTo(bytes(vector, "hash"));
                assertThat(MerkleHasher.root(list(vector, "leaves"))).isEqualTo(header.hash());
              }
              assertThat(Verdict.of(header::validate))
                  .isEqualTo(accepted(vector, "validateBasicError"));
              var wire =
                  UntrustedDecoder.of(dev.cometj.wire.types.Header.getDefaultInstance())
                      .decode(bytes(vector, "proto").toByteArray());
              assertThat(Verdict.of(() -> HeaderCodec.fromWire(wire)))
                  .isEqualTo(accepted(vector, "fromProtoError"));
              if (accepted(vector, "fromProtoError")) {
                assertThat(HeaderCodec.fromWire(wire)).isEqualTo(header);
              }
            });
  }

  @TestFactory
  Stream<DynamicTest> blockIds() {
    return VectorFile.open("types.json")
        .tests(
            "blockId",
            vector -> {
              BlockId blockId = Values.blockId(vector.get("blockId"));
              assertThat(Bytes.wrap(BlockIdCodec.toWire(blockId).toByteArray()))
                  .isEqualTo(bytes(vector, "proto"));
              assertThat(blockId.key()).isEqualTo(bytes(vector, "key"));
              assertThat(blockId.isZero()).isEqualTo(vector.get("isZero").asBoolean());
              assertThat(blockId.isComplete()).isEqualTo(vector.get("isComplete").asBoolean());
              assertThat(Verdict.of(blockId::validate))
                  .isEqualTo(accepted(vector, "validateBasicError"));
            });
  }

  @TestFactory
  Stream<DynamicTest> limits() {
    return VectorFile.open("types.json")
        .tests(
            "blockLimits",
            vector -> {
              int validators = vector.get("validators").asInt();
              long maxBytes = number(vector, "maxBytes");
              long evidence = number(vector, "evidenceBytes");
              assertThat(BlockLimits.maxCommitBytes(validators))
                  .isEqualTo(number(vector, "maxCommitBytes"));
              if (vector.get("maxDataBytes").isNull()) {
                assertThatThrownBy(() -> BlockLimits.maxDataBytes(maxBytes, evidence, validators))
                    .isInstanceOf(ChainException.class);
              } else {
                assertThat(BlockLimits.maxDataBytes(maxBytes, evidence, validators))
                    .isEqualTo(number(vector, "maxDataBytes"));
              }
            });
  }

  @TestFactory
  Stream<DynamicTest> resultHashes() {
    return VectorFile.open("types.json")
        .tests(
            "lastResultsHash",
            vector ->
                assertThat(MerkleHasher.root(list(vector, "leaves")))
                    .isEqualTo(bytes(vector, "hash")));
  }
}
