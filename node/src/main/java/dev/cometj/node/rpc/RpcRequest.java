package dev.cometj.node.rpc;

import dev.cometj.node.json.JsonText;
import dev.cometj.node.json.JsonValue;
import dev.cometj.p2p.spi.RpcRoutes.Arguments;
import dev.cometj.p2p.spi.RpcRoutes.Route;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// One JSON-RPC request.
///
/// @param id as JSON, or empty for a notification, which gets no answer
/// @param method the route's name
/// @param params what was given for its parameters
record RpcRequest(Optional<String> id, String method, JsonValue params) {

  /// Reads a request.
  ///
  /// @throws RpcFault if the value is none
  static RpcRequest of(JsonValue value) {
    if (value instanceof JsonValue.Null) {
      return new RpcRequest(Optional.empty(), "", value);
    }
    if (!(value instanceof JsonValue.Members request)) {
      throw new RpcFault(
          RpcFault.Kind.PARSE, "error unmarshaling request: a request is a JSON object");
    }
    return new RpcRequest(
        id(request.member("id").orElse(new JsonValue.Null())),
        method(request),
        request.member("params").orElse(new JsonValue.Null()));
  }

  private static String method(JsonValue.Members request) {
    JsonValue method = request.member("method").orElse(new JsonValue.Null());
    return switch (method) {
      case JsonValue.Text(String name) -> name;
      case JsonValue.Null _ -> "";
      default ->
          throw new RpcFault(RpcFault.Kind.PARSE, "error unmarshaling request: method is no text");
    };
  }

  /// Text and numbers are ids; of a number the original keeps the whole part.
  private static Optional<String> id(JsonValue value) {
    return switch (value) {
      case JsonValue.Null _ -> Optional.empty();
      case JsonValue.Text(String text) -> Optional.of(JsonText.quoted(text));
      case JsonValue.Numeral(String literal) -> Optional.of(wholePart(literal));
      default ->
          throw new RpcFault(
              RpcFault.Kind.PARSE, "error unmarshaling request: the id is no text and no number");
    };
  }

  private static String wholePart(String literal) {
    return Long.toString((long) new BigDecimal(literal).doubleValue());
  }

  /// Matches what was given with a route's parameters.
  ///
  /// @throws RpcFault if it does not fit
  Arguments arguments(Route route) {
    return switch (params) {
      case JsonValue.Null _ -> _ -> Optional.empty();
      case JsonValue.Members object -> name -> object.member(name).flatMap(RpcRequest::text);
      case JsonValue.Array(List<JsonValue> values) -> {
        if (values.size() != route.parameters().size()) {
          throw new RpcFault(
              RpcFault.Kind.INVALID_PARAMS,
              "error converting json params to arguments: expected %d parameters (%s), got %d"
                  .formatted(
                      route.parameters().size(),
                      String.join(" ", route.parameters()),
                      values.size()));
        }
        yield name -> {
          int index = route.parameters().indexOf(name);
          return index < 0 ? Optional.empty() : text(values.get(index));
        };
      }
      default ->
          throw new RpcFault(
              RpcFault.Kind.INVALID_PARAMS,
              "error converting json params to arguments: unknown type for JSON params. Expected map or array");
    };
  }

  private static Optional<String> text(JsonValue value) {
    return switch (value) {
      case JsonValue.Text(String text) -> Optional.of(text);
      case JsonValue.Numeral(String literal) -> Optional.of(literal);
      case JsonValue.Flag(boolean flag) -> Optional.of(Boolean.toString(flag));
      case JsonValue.Null _ -> Optional.empty();
      default ->
          throw new RpcFault(
              RpcFault.Kind.INVALID_PARAMS,
              "error converting json params to arguments: expected a single value");
    };
  }
}
