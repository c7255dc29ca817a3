package dev.cometj.execution.block;

import static dev.cometj.execution.VectorFile.bytes;
import static dev.cometj.execution.VectorFile.hex;
import static dev.cometj.execution.VectorFile.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.codec.EvidenceCodec;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.VectorFile;
import dev.cometj.wire.abci.ExecTxResult;
import dev.cometj.wire.abci.Misbehavior;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class ResultsVectorTest {
  private final VectorFile file = VectorFile.open("types.json");

  @TestFactory
  Stream<DynamicTest> lastResultsHash() {
    return file.tests(
        "lastResultsHash",
        vector -> {
          List<ExecTxResult> results = new ArrayList<>();
          for (JsonNode proto : vector.get("execTxResultProtos").values()) {
            results.add(parsed(proto.asString()));
          }
          assertThat(ResultsHash.of(results)).isEqualTo(Bytes.wrap(bytes(vector, "hash")));
        });
  }

  private static ExecTxResult parsed(String text) {
    try {
      return ExecTxResult.parseFrom(hex(text));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> misbehavior() {
    List<JsonNode> readable =
        file.cases("evidence").stream()
            .filter(vector -> vector.get("fromProtoError").isNull())
            .toList();
    assertThat(readable).isNotEmpty();
    return readable.stream()
        .map(vector ->
            DynamicTest.dynamicTest(text(vector, "name"), () -> checkMisbehavior(vector)));
  }

  private static void checkMisbehavior(JsonNode vector)
      throws InvalidChainDataException, com.google.protobuf.InvalidProtocolBufferException {
    Evidence evidence =
        EvidenceCodec.fromWire(dev.cometj.wire.types.Evidence.parseFrom(bytes(vector, "wrapped")));
    List<Misbehavior> expected = new ArrayList<>();
    for (JsonNode entry : vector.get("abci").values()) {
      expected.add(Misbehavior.parseFrom(bytes(entry, "proto")));
    }
    assertThat(AbciValues.misbehavior(new EvidenceList(List.of(evidence)))).isEqualTo(expected);
  }
}
