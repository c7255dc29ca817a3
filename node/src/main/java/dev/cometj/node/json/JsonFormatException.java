package dev.cometj.node.json;

import tools.jackson.core.JacksonException;

/// Bytes that are not the JSON that was expected.
public final class JsonFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Make the failure.
  ///
  /// @param message what is wrong, in one line
  public JsonFormatException(String message) {
    super(message);
  }

  /// Translates the parser's failure.
  ///
  /// @param cause what the parser says
  /// @return the same in one line, without the parser's types
  public static JsonFormatException of(JacksonException cause) {
    String place =
        cause.getLocation() == null
            ? ""
            : " at line %d, column %d"
                .formatted(cause.getLocation().getLineNr(), cause.getLocation().getColumnNr());
    String message = String.valueOf(cause.getOriginalMessage()).replaceAll("\\s+", " ");
    return new JsonFormatException(message + place);
  }
}
