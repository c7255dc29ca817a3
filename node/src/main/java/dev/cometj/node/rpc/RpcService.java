package dev.cometj.node.rpc;

import dev.cometj.node.http.HttpQuery;
import dev.cometj.node.http.HttpReply;
import dev.cometj.node.http.HttpService;
import dev.cometj.node.json.JsonFormatException;
import dev.cometj.node.json.JsonReader;
import dev.cometj.node.json.JsonValue;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.RpcRoutes.Arguments;
import dev.cometj.p2p.spi.RpcRoutes.Route;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Answers RPC: `/name?parameter=value` by any HTTP method, and JSON-RPC, single or in batches, at `/`.
///
/// Realises `http_json_handler.go`, `http_uri_handler.go` and the handlers around them in `http_server.go`.
public final class RpcService implements HttpService {
  private static final Logger LOG = System.getLogger(RpcService.class.getPackageName());
  private static final String CACHE = "Cache-Control";
  private static final String ONE_DAY = "public, max-age=86400";

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
    HttpReply reply =
        crossOrigin
            .preflight(query)
            .orElseGet(() -> routed(query).with(crossOrigin.headers(query)));
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
    List<RpcRequest> requests;
    try {
      requests = requests(body);
    } catch (RpcFault fault) {
      int status = fault.kind() == RpcFault.Kind.PARSE ? 500 : 200;
      return HttpReply.json(status, RpcResponse.fault(RpcResponse.NO_ID, fault));
    }
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
    } catch (RpcFault fault) {
      throw fault;
    } catch (IllegalArgumentException e) {
      throw new RpcFault(RpcFault.Kind.INVALID_PARAMS, String.valueOf(e.getMessage()));
    } catch (P2pException e) {
      throw new RpcFault(RpcFault.Kind.INTERNAL, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "No answer to " + route.name(), e);
      throw new RpcFault(RpcFault.Kind.INTERNAL, "the node failed to answer");
    }
  }
}
