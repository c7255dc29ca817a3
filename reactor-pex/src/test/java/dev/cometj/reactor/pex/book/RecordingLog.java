package dev.cometj.reactor.pex.book;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;

/// Keeps what is logged.
final class RecordingLog implements System.Logger {
  private record Line(Level level, String text) {}

  private final List<Line> lines = new ArrayList<>();

  /// List the texts of a level or a graver one.
  List<String> atLeast(Level level) {
    return lines.stream()
        .filter(line -> line.level().getSeverity() >= level.getSeverity())
        .map(Line::text)
        .toList();
  }

  @Override
  public String getName() {
    return "recording";
  }

  @Override
  public boolean isLoggable(Level level) {
    return true;
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
    lines.add(new Line(level, text));
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String format, Object... values) {
    lines.add(new Line(level, MessageFormat.format(format, values)));
  }
}
