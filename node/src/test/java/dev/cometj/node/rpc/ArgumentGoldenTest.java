package dev.cometj.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.node.http.HttpQuery;
import dev.cometj.node.http.HttpReply;
import dev.cometj.node.json.JsonObjectWriter;
import dev.cometj.p2p.spi.RpcRoutes.Kind;
import dev.cometj.p2p.spi.RpcRoutes.Parameter;
import dev.cometj.p2p.spi.RpcRoutes.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How arguments are read, beside what v0.38.26 answers to the same questions; `rpcgolden parameters` of the integration
/// tests wrote the file.
class ArgumentGoldenTest {
  private final RpcService service =
      new RpcService(
          List.of(
              echo("number", Kind.NUMBER, "absent"),
              echo("count", Kind.COUNT, "absent"),
              echo("index", Kind.INDEX, "0"),
              echo("flag", Kind.FLAG, "false"),
              echo("text", Kind.TEXT, ""),
              echo("bytes", Kind.BYTES, ""),
              echo("hex", Kind.DIGITS, "")),
          10,
          new CrossOrigin(List.of(), List.of(), List.of()),
          InstantSource.system());

  private static Route echo(String name, Kind kind, String absent) {
    return Route.of(
        name,
        arguments ->
            JsonObjectWriter.write(out ->
                out.text(
                    "value",
                    kind == Kind.DIGITS || kind == Kind.BYTES
                        ? arguments.text("value").orElse(absent).toLowerCase(java.util.Locale.ROOT)
                        : arguments.text("value").orElse(absent))),
        new Parameter("value", kind));
  }

  @TestFactory
  @DisplayName("an argument is read, or refused with code, status and text, as the original does")
  Stream<DynamicTest> arguments() throws IOException {
    JsonNode exchanges;
    try (InputStream in =
        ArgumentGoldenTest.class.getResourceAsStream("/golden/rpc-parameters.json")) {
      exchanges = JsonMapper.shared().readTree(in).path("exchanges");
    }
    assertThat(exchanges).isNotEmpty();
    return StreamSupport.stream(exchanges.spliterator(), false)
        .map(exchange ->
            DynamicTest.dynamicTest(
                exchange.path("uri").asString() + " " + exchange.path("post").asString(""),
                () -> compare(exchange)));
  }

  private void compare(JsonNode exchange) {
    String[] uri = exchange.path("uri").asString().split("[?]value=", -1);
    Map<String, List<String>> parameters =
        uri.length < 2
            ? Map.of()
            : Map.of("value", List.of(URLDecoder.decode(uri[1], StandardCharsets.UTF_8)));
    HttpReply reply =
        service.answer(
            new HttpQuery("GET", uri[0], parameters, Map.of(), exchange.path("post").asString("")));

    assertThat(reply.status()).isEqualTo(exchange.path("status").asInt());
    assertThat(withoutPlaces(reply.body()))
        .isEqualTo(withoutPlaces(exchange.path("body").asString()));
  }

  /// What is told of an error in JSON or base64 is each parser's own.
  private static String withoutPlaces(String body) {
    return body.replaceAll(
        "(arguments: )(invalid character|unexpected end of JSON|invalid JSON|illegal base64).*\"}}",
        "$1\"}}");
  }
}
