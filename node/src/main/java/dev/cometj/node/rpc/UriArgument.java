package dev.cometj.node.rpc;

import dev.cometj.node.http.HttpQuery;
import dev.cometj.node.json.JsonValue;
import dev.cometj.p2p.spi.RpcRoutes.Arguments;
import dev.cometj.p2p.spi.RpcRoutes.Kind;
import dev.cometj.p2p.spi.RpcRoutes.Parameter;
import dev.cometj.p2p.spi.RpcRoutes.Route;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the arguments of URI requests: numbers may stand without quotes, bytes are a text in quotes or digits after
/// `0x`, and everything else is JSON; `httpParamsToArgs` of `http_uri_handler.go`.
final class UriArgument {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
  private static final String FORM = "application/x-www-form-urlencoded";

  private UriArgument() {}

  /// Reads every argument before the route sees one.
  ///
  /// @throws RpcFault if one does not fit
  static Arguments of(Route route, HttpQuery query) {
    Map<String, String> texts = new HashMap<>();
    for (Parameter parameter : route.parameters()) {
      String given = given(query, parameter.name());
      if (!given.isEmpty()) {
        try {
          text(parameter.kind(), given).ifPresent(text -> texts.put(parameter.name(), text));
        } catch (IllegalArgumentException e) {
          throw new RpcFault(
              RpcFault.Kind.INVALID_PARAMS,
              "error converting http params to arguments: " + e.getMessage());
        }
      }
    }
    return name -> Optional.ofNullable(texts.get(name));
  }

  /// What stands in the query, or else in a form that was sent.
  private static String given(HttpQuery query, String name) {
    String inQuery = first(query.parameters(), name);
    boolean isForm =
        query
            .header("Content-Type")
            .filter(type -> type.toLowerCase(Locale.ROOT).startsWith(FORM))
            .isPresent();
    if (!inQuery.isEmpty() || !isForm || query.body().isEmpty()) {
      return inQuery;
    }
    try {
      return first(new QueryStringDecoder(query.body(), false).parameters(), name);
    } catch (IllegalArgumentException _) {
      return ""; // a form that cannot be decoded is left out
    }
  }

  private static String first(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }

  private static Optional<String> text(Kind kind, String given) {
    boolean isBytes = kind == Kind.BYTES || kind == Kind.DIGITS;
    boolean isNumber = kind == Kind.NUMBER || kind == Kind.COUNT || kind == Kind.INDEX;
    if (isNumber && INTEGER.matcher(given).matches()) {
      return Optional.of(JsonArgument.number(kind, given));
    }
    if (given.toLowerCase(Locale.ROOT).startsWith("0x")) {
      return Optional.of(hexadecimal(kind, given.substring(2)));
    }
    if (given.equals("null")) {
      return Optional.empty();
    }
    boolean isQuoted = given.length() > 1 && given.startsWith("\"") && given.endsWith("\"");
    if (isNumber) {
      if (!isQuoted) {
        throw JsonArgument.noNumber(given);
      }
      return Optional.of(JsonArgument.number(kind, given.substring(1, given.length() - 1)));
    }
    if (isBytes && isQuoted && JsonArgument.parsed(given) instanceof JsonValue.Text(String text)) {
      return Optional.of(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }
    if (kind == Kind.DIGITS) {
      throw JsonArgument.noDigits(given);
    }
    return JsonArgument.text(kind, JsonArgument.parsed(given));
  }

  private static String hexadecimal(Kind kind, String digits) {
    return switch (kind) {
      case BYTES, DIGITS -> JsonArgument.digits(digits);
      case TEXT ->
          new String(HexFormat.of().parseHex(JsonArgument.digits(digits)), StandardCharsets.UTF_8);
      default ->
          throw new IllegalArgumentException(
              "got a hex string arg, but expected '%s'".formatted(JsonArgument.typeName(kind)));
    };
  }
}
