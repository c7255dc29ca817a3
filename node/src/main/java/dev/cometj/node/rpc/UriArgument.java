package dev.cometj.node.rpc;

import dev.cometj.node.http.HttpQuery;
import dev.cometj.node.json.JsonFormatException;
import dev.cometj.node.json.JsonReader;
import dev.cometj.node.json.JsonValue;
import java.util.List;
import java.util.Optional;

/// Reads the arguments of URI requests: texts stand in quotes, numbers with or without.
final class UriArgument {
  private UriArgument() {}

  static Optional<String> of(HttpQuery query, String name) {
    List<String> values = query.parameters().getOrDefault(name, List.of());
    if (values.isEmpty() || values.getFirst().isEmpty()) {
      return Optional.empty();
    }
    String value = values.getFirst();
    if (!value.startsWith("\"")) {
      return Optional.of(value);
    }
    try {
      return JsonReader.read(value) instanceof JsonValue.Text(String text)
          ? Optional.of(text)
          : Optional.empty();
    } catch (JsonFormatException e) {
      throw new RpcFault(
          RpcFault.Kind.INVALID_PARAMS,
          "error converting http params to arguments: " + e.getMessage());
    }
  }
}
