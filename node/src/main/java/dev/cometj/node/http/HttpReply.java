package dev.cometj.node.http;

import java.util.LinkedHashMap;
import java.util.Map;

/// An answer.
///
/// @param status for example 200
/// @param headers in order; length and date are added
/// @param body the body, sent as UTF-8
public record HttpReply(int status, Map<String, String> headers, String body) {
  private static final String TYPE = "Content-Type";

  /// Makes an answer of a text.
  ///
  /// @param status for example 200
  /// @param type the content type
  /// @param text the body
  /// @return the answer
  public static HttpReply of(int status, String type, String text) {
    return new HttpReply(status, Map.of(TYPE, type), text);
  }

  /// Makes an answer that is JSON.
  ///
  /// @param status for example 200
  /// @param json the body
  /// @return the answer
  public static HttpReply json(int status, String json) {
    return of(status, "application/json", json);
  }

  /// Makes an answer without body.
  ///
  /// @param status for example 204
  /// @return the answer
  public static HttpReply empty(int status) {
    return new HttpReply(status, Map.of(), "");
  }

  /// Makes an error in plain text as Go's `http.Error` does.
  ///
  /// @param status for example 404
  /// @param text one line
  /// @return the answer
  public static HttpReply error(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text + "\n")
        .with("X-Content-Type-Options", "nosniff");
  }

  /// Adds a header.
  ///
  /// @param name the header
  /// @param value its value
  /// @return a copy with it
  public HttpReply with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new HttpReply(status, all, body);
  }

  /// Adds headers.
  ///
  /// @param more the headers
  /// @return a copy with them
  public HttpReply with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new HttpReply(status, all, body);
  }
}
