package dev.cometj.node.log;

import java.io.PrintStream;
import java.lang.System.Logger.Level;

/// Where messages go, which ones, and in what form.
///
/// @param lines takes finished lines, from any thread
/// @param format makes the lines
/// @param levels which messages pass
public record LogOutput(LineSink lines, LogFormat format, LogLevels levels) {

  /// Takes finished lines. Called from any thread.
  @FunctionalInterface
  public interface LineSink {
    /// Takes a line.
    ///
    /// @param line the line with its end
    void write(String line);

    /// Gives a sink that writes to a stream, each line at once.
    ///
    /// @param stream the stream
    /// @return the sink
    static LineSink to(PrintStream stream) {
      return line -> {
        stream.print(line);
        stream.flush();
      };
    }
  }

  boolean allows(String module, Level level) {
    return levels.allows(module, level);
  }

  void write(LogEvent event) {
    lines.write(format.line(event));
  }
}
