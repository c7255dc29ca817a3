package dev.cometj.node.rpc;

import dev.cometj.node.http.HttpQuery;
import dev.cometj.node.http.HttpReply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What scripts of other sites may ask in a browser, by the keys `rpc.cors_allowed_*`.
///
/// @param origins which sites, with `*` for any text in them; none: no site, and no header is sent
/// @param methods the methods they may use
/// @param headers the headers they may send
public record CrossOrigin(List<String> origins, List<String> methods, List<String> headers) {
  private static final String ORIGIN = "Origin";
  private static final String WANTED_METHOD = "Access-Control-Request-Method";
  private static final String WANTED_HEADERS = "Access-Control-Request-Headers";

  /// Keep unmodifiable copies.
  public CrossOrigin {
    origins = List.copyOf(origins);
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
  }

  /// Answers a browser's question before the request itself.
  ///
  /// @param query the request
  /// @return the answer, or empty if it is no such question
  Optional<HttpReply> preflight(HttpQuery query) {
    Optional<String> method = query.header(WANTED_METHOD);
    if (origins.isEmpty() || !query.method().equals("OPTIONS") || method.isEmpty()) {
      return Optional.empty();
    }
    HttpReply reply =
        HttpReply.empty(204).with("Vary", ORIGIN + ", " + WANTED_METHOD + ", " + WANTED_HEADERS);
    Optional<String> origin = allowed(query);
    String wanted = query.header(WANTED_HEADERS).orElse("");
    if (origin.isEmpty() || !methods.contains(method.get()) || !areAllowed(wanted)) {
      return Optional.of(reply);
    }
    Map<String, String> granted = new LinkedHashMap<>();
    granted.put("Access-Control-Allow-Origin", origin.get());
    granted.put("Access-Control-Allow-Methods", method.get());
    if (!wanted.isEmpty()) {
      granted.put("Access-Control-Allow-Headers", wanted);
    }
    return Optional.of(reply.with(granted));
  }

  /// Gives the headers of an answer.
  ///
  /// @param query the request
  /// @return what a browser needs to hand the answer on, or nothing
  Map<String, String> headers(HttpQuery query) {
    if (origins.isEmpty()) {
      return Map.of();
    }
    Map<String, String> granted = new LinkedHashMap<>();
    granted.put("Vary", ORIGIN);
    allowed(query).ifPresent(origin -> granted.put("Access-Control-Allow-Origin", origin));
    return granted;
  }

  private Optional<String> allowed(HttpQuery query) {
    if (origins.contains("*")) {
      return query.header(ORIGIN).map(_ -> "*");
    }
    return query
        .header(ORIGIN)
        .filter(origin -> origins.stream().anyMatch(o -> matches(o, origin)));
  }

  private static boolean matches(String pattern, String origin) {
    String expression = Pattern.quote(pattern.toLowerCase(Locale.ROOT)).replace("*", "\\E.*\\Q");
    return origin.toLowerCase(Locale.ROOT).matches(expression);
  }

  private boolean areAllowed(String wanted) {
    for (String header : wanted.split(",", -1)) {
      String name = header.strip();
      if (!name.isEmpty() && headers.stream().noneMatch(name::equalsIgnoreCase)) {
        return false;
      }
    }
    return true;
  }
}
