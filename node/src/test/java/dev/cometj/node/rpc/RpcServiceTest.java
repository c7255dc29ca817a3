package dev.cometj.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.node.http.HttpQuery;
import dev.cometj.node.http.HttpReply;
import dev.cometj.node.http.HttpService.Work;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.RpcRoutes.Kind;
import dev.cometj.p2p.spi.RpcRoutes.Parameter;
import dev.cometj.p2p.spi.RpcRoutes.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every expected answer was given by a CometBFT v0.38.26 node to the same question, unless said otherwise.
class RpcServiceTest {
  private static final String HEALTH = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"health\"}";

  private final CompletableFuture<String> later = new CompletableFuture<>();

  private final RpcService service =
      service(new CrossOrigin(List.of(), List.of("GET"), List.of("Accept")));

  private RpcService service(CrossOrigin crossOrigin) {
    return new RpcService(
        List.of(
            Route.of("health", _ -> "{}"),
            new Route(
                "echo",
                List.of(new Parameter("a", Kind.TEXT), new Parameter("b", Kind.NUMBER)),
                arguments -> arguments.text("b").isPresent(),
                arguments ->
                    "\""
                        + arguments.text("a").orElse("-")
                        + arguments.text("b").orElse("-")
                        + "\""),
            Route.of(
                "fault",
                _ -> {
                  throw new P2pException("no <answer>");
                }),
            Route.of(
                "picky",
                _ -> {
                  throw new IllegalArgumentException("not so");
                }),
            Route.of(
                "broken",
                _ -> {
                  throw new IllegalStateException("secret");
                }),
            Route.later(
                "later",
                arguments ->
                    arguments
                        .text("a")
                        .<CompletionStage<String>>map(_ -> later)
                        .orElseThrow(() -> new P2pException("no <answer>")),
                new Parameter("a", Kind.TEXT))),
        10,
        crossOrigin,
        InstantSource.fixed(Instant.ofEpochSecond(1795499432)));
  }

  @Test
  @DisplayName("a single request of a route that is not waited for takes no thread")
  void laterRoute() {
    String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"later\",\"params\":%s}";
    CompletableFuture<HttpReply> reply = begun(call.formatted("{\"a\":\"x\"}"));
    CompletableFuture<HttpReply> refused = begun(call.formatted("{}"));
    CompletableFuture<HttpReply> misfit = begun(call.formatted("{\"a\":1}"));

    assertThat(reply).isNotDone();
    later.complete("7");
    assertThat(reply.join()).isEqualTo(ask("POST", "/", call.formatted("{\"a\":\"x\"}")));
    assertThat(reply.join().body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":7}");
    assertThat(refused.join()).isEqualTo(ask("POST", "/", call.formatted("{}")));
    assertThat(refused.join().body()).contains("no \\u003canswer\\u003e");
    assertThat(misfit.join()).isEqualTo(ask("POST", "/", call.formatted("{\"a\":1}")));
    assertThat(begun("nonsense").join()).isEqualTo(ask("POST", "/", "nonsense"));
    assertThat(service.begin(query("POST", "/", HEALTH, Map.of())))
        .isInstanceOfSatisfying(
            Work.Blocking.class,
            work -> assertThat(work.answer().get()).isEqualTo(ask("POST", "/", HEALTH)));
  }

  private CompletableFuture<HttpReply> begun(String body) {
    return service.begin(query("POST", "/", body, Map.of())) instanceof Work.Later(var reply)
        ? reply.toCompletableFuture()
        : CompletableFuture.failedFuture(new AssertionError("it takes a thread"));
  }

  @ParameterizedTest
  @CsvSource({"GET", "POST", "HEAD", "OPTIONS", "DELETE"})
  @DisplayName("a path is asked by any method, and its answer has the id -1")
  void uri(String method) {
    HttpReply reply = ask(method, "/health", "whatever");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":-1,\"result\":{}}");
    assertThat(reply.headers())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("X-Server-Time", "1795499432");
  }

  @ParameterizedTest
  @CsvSource({"/nope", "/health/", "/Health", "/x/health"})
  @DisplayName("another path is 404 in plain text")
  void notFound(String path) {
    HttpReply reply = ask("GET", path, "");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.body()).isEqualTo("404 page not found\n");
    assertThat(reply.headers())
        .containsEntry("Content-Type", "text/plain; charset=utf-8")
        .containsEntry("X-Content-Type-Options", "nosniff");
  }

  @Test
  @DisplayName("/ lists the routes as the original's page does")
  void list() {
    HttpReply reply = ask("GET", "/", "");

    assertThat(reply.headers()).containsEntry("Content-Type", "text/html");
    assertThat(reply.body())
        .startsWith(
            "<html><body><br>Available endpoints:<br><br>Endpoints that require arguments:<br>"
                + "<a href=\"//h:1/broken?\">//h:1/broken?</a></br>"
                + "<a href=\"//h:1/echo?a=_&b=_\">//h:1/echo?a=_&b=_</a></br>")
        .endsWith("<a href=\"//h:1/picky?\">//h:1/picky?</a></br></body></html>");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"jsonrpc":"2.0","id":5,"method":"health"} | {"jsonrpc":"2.0","id":5,"result":{}}
          {"jsonrpc":"2.0","id":"abc","method":"nope","params":[]} | {"jsonrpc":"2.0","id":"abc","error":{"code":-32601,"message":"Method not found"}}
          [{"jsonrpc":"2.0","id":1,"method":"health"},{"jsonrpc":"2.0","id":2.7,"method":"nope"}] | [{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":2,"error":{"code":-32601,"message":"Method not found"}}]
          [{"jsonrpc":"2.0","id":1,"method":"health"}] | {"jsonrpc":"2.0","id":1,"result":{}}
          [] | ``
          {"jsonrpc":"2.0","method":"health"} | ``
          {"jsonrpc":"2.0","id":null,"method":"health"} | ``
          null | ``
          [null] | ``
          {"jsonrpc":"2.0","id":1,"method":"health","params":{"x":1}} | {"jsonrpc":"2.0","id":1,"result":{}}
          {"jsonrpc":"2.0","id":1,"method":"health","params":null} | {"jsonrpc":"2.0","id":1,"result":{}}
          """)
  @DisplayName("JSON-RPC is answered as the original does")
  void jsonRpc(String request, String response) {
    HttpReply reply = ask("POST", "/", request);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo(response);
  }

  /// The texts of the details are ours.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {bad                                                     | 500 | {"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error. Invalid JSON","data":"error unmarshaling request:
          {} {}                                                    | 500 | {"jsonrpc":"2.0","error":{"code":-32700,
          "x"                                                      | 500 | {"jsonrpc":"2.0","error":{"code":-32700,
          [1,2]                                                    | 500 | {"jsonrpc":"2.0","error":{"code":-32700,
          {"jsonrpc":"2.0","id":true,"method":"health"}            | 500 | {"jsonrpc":"2.0","error":{"code":-32700,
          {"jsonrpc":"2.0","id":1,"method":5}                      | 500 | {"jsonrpc":"2.0","error":{"code":-32700,
          {"jsonrpc":"2.0","id":1,"method":"health","params":[1]}  | 200 | {"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Invalid params","data":"error converting json params to arguments: expected 0 parameters ([]), got 1 ([[49]])"}}
          {"jsonrpc":"2.0","id":1,"method":"health","params":7}    | 200 | {"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Invalid params","data":"error converting json params to arguments: unknown type for JSON params: json: cannot unmarshal number into Go value of type []json.RawMessage. Expected map or array"}}
          {"jsonrpc":"2.0","id":1,"method":"echo","params":{"a":[]}} | 200 | {"jsonrpc":"2.0","id":1,"error":{"code":-32602,
          {"jsonrpc":"2.0","id":1,"method":"fault"}                | 200 | {"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"Internal error","data":"no \\u003canswer\\u003e"}}
          {"jsonrpc":"2.0","id":1,"method":"picky"}                | 200 | {"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Invalid params","data":"not so"}}
          {"jsonrpc":"2.0","id":1,"method":"broken"}               | 200 | {"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"Internal error","data":"the node failed
          """)
  @DisplayName("errors have the original's codes, titles and status")
  void errors(String request, int status, String start) {
    HttpReply reply = ask("POST", "/", request);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body()).startsWith(start.strip()).doesNotContain("secret");
  }

  @Test
  @DisplayName("an error on a path has status 500 and the id -1")
  void uriError() {
    HttpReply reply = ask("GET", "/fault", "");
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body())
        .startsWith("{\"jsonrpc\":\"2.0\",\"id\":-1,\"error\":{\"code\":-32603,");
  }

  @Test
  @DisplayName("a batch of ten is answered, one of eleven is not")
  void batches() {
    assertThat(ask("POST", "/", batch(10)).body()).startsWith("[{").contains("}},{");
    assertThat(ask("POST", "/", batch(11)).body())
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request\","
                + "\"data\":\"batch request exceeds maximum (10) allowed number of requests\"}}");
  }

  @Test
  @DisplayName("a body over the limit is the original's invalid request, with status 400")
  void bodyTooLarge() {
    assertThat(service.bodyTooLarge().status()).isEqualTo(400);
    assertThat(service.bodyTooLarge().body())
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request\","
                + "\"data\":\"error reading request body: http: request body too large\"}}");
  }

  @Test
  @DisplayName("deep nesting is refused, not followed")
  void deepNesting() {
    assertThat(ask("POST", "/", "[".repeat(100_000)).body()).contains("-32700");
  }

  @Test
  @DisplayName("arguments come by name, by position and in the query, and cacheable answers say so")
  void arguments() {
    String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\",\"params\":%s}";
    assertThat(ask("POST", "/", call.formatted("{\"b\":\"5\"}")).body())
        .endsWith("\"result\":\"-5\"}");
    assertThat(ask("POST", "/", call.formatted("[\"x\",\"7\"]")).body())
        .endsWith("\"result\":\"x7\"}");
    HttpReply reply =
        service.answer(
            query("GET", "/echo", "", Map.of("a", List.of("\"quoted\""), "b", List.of("7"))));
    assertThat(reply.body()).endsWith("\"result\":\"quoted7\"}");
    assertThat(reply.headers()).containsEntry("Cache-Control", "public, max-age=86400");
    assertThat(ask("GET", "/health", "").headers()).doesNotContainKey("Cache-Control");
    assertThat(ask("GET", "/echo", "").headers()).doesNotContainKey("Cache-Control");
    assertThat(ask("POST", "/", call.formatted("{\"b\":\"5\"}")).headers())
        .containsKey("Cache-Control");
    assertThat(ask("POST", "/", call.formatted("{\"b\":5}")).headers())
        .doesNotContainKey("Cache-Control");
  }

  @Test
  @DisplayName("arguments come in a form as well, but the query goes before")
  void forms() {
    Map<String, String> form = Map.of("content-type", "application/x-www-form-urlencoded");
    HttpQuery query =
        new HttpQuery("POST", "/echo", Map.of("b", List.of("7")), form, "a=%22x+y%22&b=8&c=%zz");
    assertThat(service.answer(query).body()).endsWith("\"result\":\"-7\"}");
    HttpQuery whole =
        new HttpQuery("POST", "/echo", Map.of("b", List.of("7")), form, "a=%22x+y%22&b=8");
    assertThat(service.answer(whole).body()).endsWith("\"result\":\"x y7\"}");
    HttpQuery plain = new HttpQuery("POST", "/echo", Map.of(), Map.of(), "a=%22x%22&b=8");
    assertThat(service.answer(plain).body()).endsWith("\"result\":\"--\"}");
  }

  @Test
  @DisplayName("browsers of other sites get what the configuration grants, and nothing by default")
  void crossOrigin() {
    RpcService open =
        service(
            new CrossOrigin(
                List.of("https://*.example.com"), List.of("GET"), List.of("Accept", "Origin")));
    Map<String, String> good = Map.of("origin", "https://a.example.com");
    Map<String, String> bad = Map.of("origin", "https://example.org");

    assertThat(open.answer(query(good, "GET")).headers())
        .containsEntry("Access-Control-Allow-Origin", "https://a.example.com");
    assertThat(open.answer(query(bad, "GET")).headers())
        .doesNotContainKey("Access-Control-Allow-Origin");
    assertThat(service.answer(query(good, "GET")).headers())
        .doesNotContainKey("Access-Control-Allow-Origin")
        .doesNotContainKey("Vary");

    Map<String, String> preflight =
        Map.of(
            "origin", "https://a.example.com",
            "access-control-request-method", "GET",
            "access-control-request-headers", "accept");
    HttpReply granted = open.answer(query(preflight, "OPTIONS"));
    assertThat(granted.status()).isEqualTo(204);
    assertThat(granted.headers()).containsEntry("Access-Control-Allow-Methods", "GET");
    assertThat(service.answer(query(preflight, "OPTIONS")).status()).isEqualTo(200);
  }

  private static HttpQuery query(Map<String, String> headers, String method) {
    return new HttpQuery(method, "/health", Map.of(), headers, "");
  }

  private static String batch(int size) {
    return "[" + String.join(",", Collections.nCopies(size, HEALTH)) + "]";
  }

  private HttpReply ask(String method, String path, String body) {
    return service.answer(query(method, path, body, Map.of()));
  }

  private static HttpQuery query(
      String method, String path, String body, Map<String, List<String>> parameters) {
    return new HttpQuery(method, path, parameters, Map.of("host", "h:1"), body);
  }
}
