package dev.cometj.node.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request that has arrived whole.
///
/// @param method for example `GET`
/// @param path the decoded path, `/status`
/// @param parameters the decoded query, by name
/// @param headers by name in lower case; of several with one name the first
/// @param body the body read as UTF-8, possibly empty
public record HttpQuery(
    String method,
    String path,
    Map<String, List<String>> parameters,
    Map<String, String> headers,
    String body) {

  /// Finds a header.
  ///
  /// @param name in any case
  /// @return its value, or empty if it was not sent
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
