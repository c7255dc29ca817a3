package dev.cometj.chain;

import static dev.cometj.chain.VectorFile.bytes;
import static dev.cometj.chain.VectorFile.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.internal.proto.ProtoWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class TimestampVectorTest {

  @TestFactory
  Stream<DynamicTest> timestamps() {
    return VectorFile.open("types.json")
        .tests(
            "timestamps",
            vector -> {
              if (vector.has("error")) {
                assertRefused(vector.get("time"));
              } else {
                assertEncodes(vector);
              }
            });
  }

  private static void assertRefused(JsonNode time) {
    assertThatThrownBy(() -> Values.time(time)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Timestamp.isInRange(number(time, "seconds"), time.get("nanos").asInt())).isFalse();
  }

  private static void assertEncodes(JsonNode vector) {
    Timestamp time = Values.time(vector.get("time"));
    ProtoWriter bare = new ProtoWriter(0);
    time.writeTo(bare);
    assertThat(bare.finish()).isEqualTo(bytes(vector, "proto"));
    ProtoWriter field = new ProtoWriter(32);
    time.writeTo(field, 5);
    assertThat(field.finish()).isEqualTo(bytes(vector, "asField5"));
    String text = vector.get("time").get("rfc3339").asString();
    assertThat(time).hasToString(text);
    assertThat(Timestamp.parse(text)).isEqualTo(time);
  }
}
