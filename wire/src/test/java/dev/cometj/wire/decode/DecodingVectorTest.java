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

/// The original's verdicts on odd bytes, and what it makes of those it accepts.
class DecodingVectorTest {

  private static final VectorFile REACTORS = VectorFile.open("reactors.json");
  private static final VectorFile TYPES = VectorFile.open("types.json");

  @TestFactory
  Stream<DynamicTest> decoding() {
    return REACTORS.tests(
        "decoding",
        vector -> {
          UntrustedDecoder<Message> decoder = WireTypes.decoder(text(vector, "type"));
          byte[] bytes = bytes(vector, "bytes");
          if (vector.get("unmarshalError").isNull()) {
            assertMember(vector, decode(decoder, bytes));
          } else {
            assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> decoder.decode(bytes));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> defaultsAndReencoding() {
    return TYPES.tests(
        "defaultsAndReencoding",
        vector -> {
          UntrustedDecoder<Message> decoder = WireTypes.decoder(text(vector, "type"));
          Message message = decode(decoder, bytes(vector, "bytes"));
          Message complete = AlwaysWritten.complete(message);
          assertThat(complete.toByteArray()).isEqualTo(bytes(vector, "reencoded"));
          GoView.assertSame(vector.get("decoded"), complete);
        });
  }

  @TestFactory
  Stream<DynamicTest> messagesOfTheReactors() {
    return Stream.of("consensusMessages", "blocksyncMessages", "statesyncMessages", "pexMessages")
        .flatMap(group ->
            REACTORS.tests(
                group,
                vector -> {
                  String type = text(vector, "kind").replaceAll("\\.\\w+$", ".Message");
                  byte[] wrapped = bytes(vector, "wrapped");
                  Message message = decode(WireTypes.decoder(type), wrapped);
                  assertMember(vector, message);
                  assertThat(AlwaysWritten.complete(message).toByteArray()).isEqualTo(wrapped);
                }));
  }

  private static void assertMember(JsonNode vector, Message message) {
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

  private static Message decode(UntrustedDecoder<Message> decoder, byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }
}
