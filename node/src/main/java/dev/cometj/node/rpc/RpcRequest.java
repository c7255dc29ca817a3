package dev.cometj.node.rpc;

import dev.cometj.node.json.JsonText;
import dev.cometj.node.json.JsonValue;
import dev.cometj.p2p.spi.RpcRoutes.Arguments;
import dev.cometj.p2p.spi.RpcRoutes.Parameter;
import dev.cometj.p2p.spi.RpcRoutes.Route;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// One JSON-RPC request.
///
/// @param id as JSON, or empty for a notification, which gets no answer
/// @param method the route's name
/// @param params what was given for its parameters
record RpcRequest(Optional<String> id, String method, JsonValue params) {
  private static final int MOST_SHOWN = 100;

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
    List<Parameter> parameters = route.parameters();
    return switch (params) {
      case JsonValue.Null _ -> _ -> Optional.empty();
      case JsonValue.Members object ->
          read(parameters, i -> object.member(parameters.get(i).name()));
      case JsonValue.Array(List<JsonValue> values) -> {
        if (values.size() != parameters.size()) {
          throw misfit(
              "expected %d parameters (%s), got %d (%s)"
                  .formatted(
                      parameters.size(),
                      parameters.stream()
                          .map(Parameter::name)
                          .collect(Collectors.joining(" ", "[", "]")),
                      values.size(),
                      values.stream()
                          .limit(MOST_SHOWN)
                          .map(RpcRequest::shown)
                          .collect(Collectors.joining(" ", "[", "]"))));
        }
        yield read(parameters, i -> Optional.of(values.get(i)));
      }
      default ->
          throw misfit(
              "unknown type for JSON params: json: cannot unmarshal %s into Go value of type []json.RawMessage. Expected map or array"
                  .formatted(JsonArgument.name(params)));
    };
  }

  /// Shows a value as the original does: as the numbers of its bytes, but not all of a long one.
  private static String shown(JsonValue value) {
    byte[] json = JsonText.of(value).getBytes(StandardCharsets.UTF_8);
    StringJoiner numbers = new StringJoiner(" ", "[", "]");
    for (int i = 0; i < Math.min(json.length, MOST_SHOWN); i++) {
      numbers.add(Integer.toString(json[i] & 0xFF));
    }
    return numbers.toString();
  }

  /// Reads every argument before the route sees one.
  private static Arguments read(
      List<Parameter> parameters, IntFunction<Optional<JsonValue>> values) {
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      Optional<JsonValue> value = values.apply(i);
      if (value.isPresent()) {
        try {
          JsonArgument.text(parameter.kind(), value.get())
              .ifPresent(text -> texts.put(parameter.name(), text));
        } catch (IllegalArgumentException e) {
          throw misfit(String.valueOf(e.getMessage()));
        }
      }
    }
    return name -> Optional.ofNullable(texts.get(name));
  }

  private static RpcFault misfit(String detail) {
    return new RpcFault(
        RpcFault.Kind.INVALID_PARAMS, "error converting json params to arguments: " + detail);
  }
}
