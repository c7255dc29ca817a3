package dev.cometj.node.rpc;

import dev.cometj.node.http.HttpQuery;
import dev.cometj.node.http.HttpReply;
import dev.cometj.node.http.HttpService;
import dev.cometj.node.json.JsonFormatException;
import dev.cometj.node.json.JsonReader;
import dev.cometj.node.json.JsonValue;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.RpcRoutes.Arguments;
import dev.cometj.p2p.spi.RpcRoutes.LaterAction;
import dev.cometj.p2p.spi.RpcRoutes.Route;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// Answers RPC: `/name?parameter=value` by any HTTP method, and JSON-RPC, single or in batches, at `/`.
///
/// Realises `http_json_handler.go`, `http_uri_handler.go` and the handlers around them in `http_server.go`.
public final class RpcService implements HttpService {
  private static final Logger LOG = System.getLogger(RpcService.class.getPackageName());
  private static final String CACHE = "Cache-Control";
  private static final String ONE_DAY = "public, max-age=86400";

  /// A body of so many characters is read on the thread that serves all connections.
  private static final int SMALL_BODY = 16 << 10;

  private final Map<String, Route> routes = new TreeMap<>();
  private final long batchLimit;
  private final CrossOrigin crossOrigin;
  private final InstantSource clock;

  /// Makes the service.
  ///
  /// @param routes what can be asked
  /// @param batchLimit requests in one batch; 0: no limit
  /// @param crossOrigin what browsers may do
  /// @param clock for the header `X-Server-Time`
  public RpcService(
      List<Route> routes, long batchLimit, CrossOrigin crossOrigin, InstantSource clock) {
    for (Route route : routes) {
      if (this.routes.putIfAbsent(route.name(), route) != null) {
        LOG.log(
            Level.ERROR,
            "Two modules contribute one RPC route; the first one serves it route={0}",
            route.name());
      }
    }
    this.batchLimit = batchLimit;
    this.crossOrigin = crossOrigin;
    this.clock = clock;
  }

  @Override
  public HttpReply answer(HttpQuery query) {
    Optional<HttpReply> preflight = crossOrigin.preflight(query);
    return preflight.isPresent() ? timed(preflight.get()) : complete(query, routed(query));
  }

  /// A single JSON-RPC request of a route that is not waited for needs no thread.
  @Override
  public Work begin(HttpQuery query) {
    boolean isSmall = !query.body().isEmpty() && query.body().length() <= SMALL_BODY;
    if (!isSmall || !query.method().equals("POST") || !query.path().equals("/")) {
      return new Work.Blocking(() -> answer(query));
    }
    List<RpcRequest> requests;
    try {
      requests = requests(query.body());
    } catch (RpcFault fault) {
      return new Work.Later(CompletableFuture.completedStage(complete(query, unread(fault))));
    }
    if (requests.size() == 1 && requests.getFirst().id().isPresent()) {
      Route route = routes.get(requests.getFirst().method());
      if (route != null && route.action() instanceof LaterAction action) {
        return new Work.Later(
            later(requests.getFirst(), route, action).thenApply(json -> complete(query, json)));
      }
    }
    return new Work.Blocking(() -> complete(query, jsonRpc(requests)));
  }

  private static CompletionStage<HttpReply> later(
      RpcRequest request, Route route, LaterAction action) {
    String id = request.id().orElseThrow();
    CompletionStage<String> result;
    try {
      result = action.begin(request.arguments(route));
    } catch (RuntimeException e) {
      result = CompletableFuture.failedStage(e);
    }
    return result.handle((json, failure) ->
        HttpReply.json(
            200,
            failure == null
                ? RpcResponse.result(id, json)
                : RpcResponse.fault(id, fault(route, failure))));
  }

  private HttpReply complete(HttpQuery query, HttpReply reply) {
    Map<String, String> headers = crossOrigin.headers(query);
    return timed(headers.isEmpty() ? reply : reply.with(headers));
  }

  private HttpReply timed(HttpReply reply) {
    return reply.with("X-Server-Time", Long.toString(clock.instant().getEpochSecond()));
  }

  @Override
  public HttpReply bodyTooLarge() {
    return HttpReply.json(
        400,
        RpcResponse.fault(
            RpcResponse.NO_ID,
            RpcFault.Kind.INVALID_REQUEST,
            "error reading request body: http: request body too large"));
  }

  private HttpReply routed(HttpQuery query) {
    if (query.path().equals("/") || query.path().isEmpty()) {
      return query.body().isEmpty()
          ? HttpReply.of(
              200, "text/html", EndpointList.html(routes.values(), query.header("Host").orElse("")))
          : jsonRpc(query.body());
    }
    Route route = routes.get(query.path().substring(1));
    return route == null ? HttpReply.error(404, "404 page not found") : uri(route, query);
  }

  private HttpReply uri(Route route, HttpQuery query) {
    try {
      Arguments arguments = UriArgument.of(route, query);
      String result = answer(route, arguments);
      HttpReply reply = HttpReply.json(200, RpcResponse.result(RpcResponse.URI_ID, result));
      return route.isLasting().test(arguments) ? reply.with(CACHE, ONE_DAY) : reply;
    } catch (RpcFault fault) {
      return HttpReply.json(500, RpcResponse.fault(RpcResponse.URI_ID, fault));
    }
  }

  private HttpReply jsonRpc(String body) {
    try {
      return jsonRpc(requests(body));
    } catch (RpcFault fault) {
      return unread(fault);
    }
  }

  private static HttpReply unread(RpcFault fault) {
    int status = fault.kind() == RpcFault.Kind.PARSE ? 500 : 200;
    return HttpReply.json(status, RpcResponse.fault(RpcResponse.NO_ID, fault));
  }

  private HttpReply jsonRpc(List<RpcRequest> requests) {
    List<Response> responses =
        requests.stream().filter(request -> request.id().isPresent()).map(this::response).toList();
    if (responses.isEmpty()) {
      return HttpReply.empty(200);
    }
    String json =
        responses.size() == 1
            ? responses.getFirst().json()
            : responses.stream().map(Response::json).collect(Collectors.joining(",", "[", "]"));
    HttpReply reply = HttpReply.json(200, json);
    return responses.stream().allMatch(Response::isLasting) ? reply.with(CACHE, ONE_DAY) : reply;
  }

  private List<RpcRequest> requests(String body) {
    JsonValue value;
    try {
      value = JsonReader.read(body);
    } catch (JsonFormatException e) {
      throw new RpcFault(RpcFault.Kind.PARSE, "error unmarshaling request: " + e.getMessage());
    }
    if (!(value instanceof JsonValue.Array(List<JsonValue> elements))) {
      return List.of(RpcRequest.of(value));
    }
    if (batchLimit > 0 && elements.size() > batchLimit) {
      throw new RpcFault(
          RpcFault.Kind.INVALID_REQUEST,
          "batch request exceeds maximum (%d) allowed number of requests".formatted(batchLimit));
    }
    return elements.stream().map(RpcRequest::of).toList();
  }

  /// One of the answers to a batch.
  ///
  /// @param json the answer
  /// @param isLasting whether it never changes
  private record Response(String json, boolean isLasting) {}

  private Response response(RpcRequest request) {
    String id = request.id().orElseThrow();
    Route route = routes.get(request.method());
    if (route == null) {
      return new Response(RpcResponse.fault(id, RpcFault.Kind.METHOD_NOT_FOUND, ""), false);
    }
    try {
      Arguments arguments = request.arguments(route);
      String result = answer(route, arguments);
      return new Response(RpcResponse.result(id, result), route.isLasting().test(arguments));
    } catch (RpcFault fault) {
      return new Response(RpcResponse.fault(id, fault), false);
    }
  }

  private static String answer(Route route, Arguments arguments) {
    try {
      return route.action().answer(arguments);
    } catch (RuntimeException e) {
      throw fault(route, e);
    }
  }

  private static RpcFault fault(Route route, Throwable failure) {
    return switch (failure) {
      case RpcFault fault -> fault;
      case IllegalArgumentException e ->
          new RpcFault(RpcFault.Kind.INVALID_PARAMS, String.valueOf(e.getMessage()));
      case P2pException e -> new RpcFault(RpcFault.Kind.INTERNAL, String.valueOf(e.getMessage()));
      default -> {
        LOG.log(Level.ERROR, "No answer to " + route.name(), failure);
        yield new RpcFault(RpcFault.Kind.INTERNAL, "the node failed to answer");
      }
    };
  }
}
