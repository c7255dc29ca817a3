package dev.cometj.chain.bits;

import static dev.cometj.chain.VectorFile.accepted;
import static dev.cometj.chain.VectorFile.bytes;
import static dev.cometj.chain.VectorFile.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.VectorFile;
import dev.cometj.chain.Verdict;
import dev.cometj.chain.codec.BitArrayCodec;
import dev.cometj.crypto.Bytes;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class BitArrayVectorTest {

  private static final VectorFile FILE = VectorFile.open("bits-wal-privval.json");

  @TestFactory
  Stream<DynamicTest> arrays() {
    return FILE.tests(
        "bitArray",
        vector -> {
          BitArray array = array(vector.get("array"));
          assertThat(json(array)).isEqualTo(text(vector, "json"));
          assertProto(vector, "proto", array);
          assertThat(array.isEmpty()).isEqualTo(vector.get("isEmpty").asBoolean());
          assertThat(array.isFull()).isEqualTo(vector.get("isFull").asBoolean());
          // The original breaks its text form into lines of a hundred.
          assertThat(array.toString()).isEqualTo(text(vector, "string").replace("\n", ""));
          BitArray not = array.not();
          assertThat(not).isEqualTo(array(vector.get("not")));
          assertProto(vector, "notProto", not);
          assertThat(json(not)).isEqualTo(text(vector, "notJson"));
        });
  }

  @TestFactory
  Stream<DynamicTest> operations() {
    return FILE.tests(
        "bitArrayOperations",
        vector -> {
          BitArray a = array(vector.get("a"));
          BitArray b = array(vector.get("b"));
          assertThat(a.or(b)).isEqualTo(array(vector.get("or")));
          assertProto(vector, "orProto", a.or(b));
          assertThat(a.and(b)).isEqualTo(array(vector.get("and")));
          assertProto(vector, "andProto", a.and(b));
          assertThat(a.minus(b)).isEqualTo(array(vector.get("sub")));
          assertProto(vector, "subProto", a.minus(b));
          BitArray updated = a.copy();
          updated.update(b);
          assertThat(updated).isEqualTo(array(vector.get("updated")));
        });
  }

  @TestFactory
  Stream<DynamicTest> json() {
    return FILE.tests(
        "bitArrayJson",
        vector -> {
          String json = text(vector, "json");
          boolean isText = json.length() > 1 && json.startsWith("\"") && json.endsWith("\"");
          if (!accepted(vector, "error")) {
            if (isText) {
              assertThatThrownBy(() -> BitArray.parse(json.substring(1, json.length() - 1)))
                  .isInstanceOf(IllegalArgumentException.class);
            }
          } else if (isText) {
            assertThat(BitArray.parse(json.substring(1, json.length() - 1)))
                .isEqualTo(array(vector.get("array")));
          } else {
            assertThat(json).isEqualTo("null");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> fromPeers() {
    return FILE.tests(
        "bitArrayFromProto",
        vector -> {
          var wire =
              UntrustedDecoder.of(dev.cometj.wire.bits.BitArray.getDefaultInstance())
                  .decode(bytes(vector, "proto").toByteArray());
          assertThat(Verdict.of(() -> BitArrayCodec.fromWire(wire)))
              .isEqualTo(accepted(vector, "validateBasicError"));
          if (accepted(vector, "validateBasicError")) {
            assertThat(BitArrayCodec.fromWire(wire).size())
                .isEqualTo(Math.max(0, vector.get("size").asInt()));
          }
        });
  }

  private static void assertProto(JsonNode vector, String field, BitArray array) {
    var wire = BitArrayCodec.toWire(array);
    if (vector.get(field).isNull()) {
      assertThat(wire).isEmpty();
    } else {
      assertThat(wire.map(message -> Bytes.wrap(message.toByteArray())))
          .contains(bytes(vector, field));
    }
  }

  private static String json(BitArray array) {
    return array.size() == 0 ? "null" : '"' + array.toText() + '"';
  }

  private static BitArray array(JsonNode node) throws InvalidChainDataException {
    return node.isNull()
        ? BitArray.ofSize(0)
        : BitArray.ofWords(
            node.get("bits").asLong(),
            node.get("elems").values().stream()
                .mapToLong(word -> Long.parseUnsignedLong(word.asString()))
                .toArray());
  }
}
