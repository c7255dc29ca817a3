package dev.cometj.execution.abci.call;

import static dev.cometj.execution.VectorFile.bytes;
import static dev.cometj.execution.VectorFile.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.cometj.execution.VectorFile;
import dev.cometj.execution.abci.socket.TestStreams;
import dev.cometj.wire.abci.Request;
import dev.cometj.wire.abci.Response;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The socket protocol against the original's bytes, in both directions.
class AbciVectorTest {
  private static final VectorFile VECTORS = VectorFile.open("abci.json");

  @TestFactory
  Stream<DynamicTest> requests() {
    return VECTORS.tests(
        "requests",
        vector -> {
          Request built = (Request) build(Request.newBuilder(), vector, "request");
          Request request = WholeMessages.complete(built);
          check(vector, request, UntrustedDecoder.of(Request.getDefaultInstance()));
          assertThat(AbciMethod.of(request).orElseThrow().kind()).isEqualTo(request.getValueCase());
        });
  }

  @TestFactory
  Stream<DynamicTest> responses() {
    return VECTORS.tests(
        "responses",
        vector -> {
          Response built = (Response) build(Response.newBuilder(), vector, "response");
          Response response = WholeMessages.complete(built);
          check(vector, response, UntrustedDecoder.of(Response.getDefaultInstance()));
        });
  }

  @TestFactory
  Stream<DynamicTest> noValue() {
    return VECTORS.tests(
        "noValue",
        vector -> {
          if (text(vector, "name").startsWith("request")) {
            Request empty = Request.getDefaultInstance();
            check(vector, empty, UntrustedDecoder.of(empty));
            assertThat(AbciMethod.of(empty)).isEmpty();
          } else {
            Response empty = Response.getDefaultInstance();
            check(vector, empty, UntrustedDecoder.of(empty));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> pipelinedStream() {
    return VECTORS.tests(
        "pipelinedStream",
        vector -> {
          byte[] stream = bytes(vector, "stream");
          List<Request> requests =
              TestStreams.readAll(stream, UntrustedDecoder.of(Request.getDefaultInstance()));
          List<String> kinds = new ArrayList<>();
          vector.get("kinds").values().forEach(kind -> kinds.add(kind.asString()));
          assertThat(requests.stream().map(request -> "*types.Request_" + camel(request)).toList())
              .isEqualTo(kinds);
          ByteArrayOutputStream written = new ByteArrayOutputStream();
          for (Request request : requests) {
            written.writeBytes(TestStreams.delimited(request));
          }
          assertThat(written.toByteArray()).isEqualTo(stream);
        });
  }

  private static String camel(Request request) {
    StringBuilder name = new StringBuilder();
    for (String word : request.getValueCase().name().split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  private static Message build(Message.Builder builder, JsonNode vector, String member) {
    FieldDescriptor kind =
        builder.getDescriptorForType().getFields().stream()
            .filter(field -> field.getJsonName().equals(text(vector, "kind")))
            .findFirst()
            .orElseThrow();
    JsonMessages.fill(builder.getFieldBuilder(kind), vector.get(member));
    return builder.build();
  }

  private static <M extends Message> void check(
      JsonNode vector, M message, UntrustedDecoder<M> decoder) {
    byte[] delimited = bytes(vector, "delimited");
    assertThat(TestStreams.delimited(message)).isEqualTo(delimited);
    assertThat(TestStreams.readAll(delimited, decoder)).containsExactly(message);
  }
}
