package dev.cometj.node.log;

/// Makes a line of a message.
@FunctionalInterface
public interface LogFormat {
  /// Makes a line.
  ///
  /// @param event the message
  /// @return the line with its end
  String line(LogEvent event);

  /// The original's plain format, `tmfmt_logger.go`.
  ///
  /// @param isColoured whether errors are red and debugging grey, for a terminal
  /// @return the format
  static LogFormat plain(boolean isColoured) {
    return new PlainFormat(isColoured);
  }

  /// The original's JSON format, `tm_json_logger.go`.
  ///
  /// @return the format
  static LogFormat json() {
    return new JsonFormat();
  }
}
