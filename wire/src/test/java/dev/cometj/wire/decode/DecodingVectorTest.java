package dev.cometj.wire.decode;

import static dev.cometj.wire.decode.VectorFile.bytes;
import static dev.cometj.wire.decode.VectorFile.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The original's verdicts on odd bytes that arrive on a channel, and what it makes of those it accepts.
class DecodingVectorTest {

  private static final VectorFile VECTORS = VectorFile.open("reactors.json");

  @TestFactory
  Stream<DynamicTest> decoding() {
    return VECTORS.tests(
        "decoding",
        vector -> Decoders.CHANNEL_MESSAGES.containsKey(text(vector, "type")),
        DecodingVectorTest::check);
  }

  private static void check(JsonNode vector) {
    UntrustedDecoder<? extends Message> decoder =
        Decoders.CHANNEL_MESSAGES.get(text(vector, "type"));
    assertThat(decoder).as("decoder of %s", text(vector, "type")).isNotNull();
    if (!vector.get("unmarshalError").isNull()) {
      assertThatExceptionOfType(MalformedMessageException.class)
          .isThrownBy(() -> decoder.decode(bytes(vector, "bytes")));
      return;
    }
    Message message = decode(decoder, bytes(vector, "bytes"));
    assertThat(message.getUnknownFields().asMap()).isEmpty();
    if (vector.get("kind").isNull()) {
      assertThat(message.getAllFields()).isEmpty();
      return;
    }
    assertThat(message.getAllFields()).hasSize(1);
    FieldDescriptor member = message.getAllFields().keySet().iterator().next();
    assertThat(member.getMessageType().getFullName()).isEqualTo(text(vector, "kind"));
    GoView.assertSame(vector.get("message"), (Message) message.getField(member));
  }

  private static Message decode(UntrustedDecoder<? extends Message> decoder, byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }
}
