package dev.cometj.node.log;

import java.lang.System.Logger.Level;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `I[2016-05-02|11:06:44.322] text   module=p2p key=value`: the text is padded to 44 characters, values are quoted
/// as logfmt does.
///
/// @param isColoured whether errors are red and debugging grey
record PlainFormat(boolean isColoured) implements LogFormat {
  private static final int TEXT_WIDTH = 44;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd|HH:mm:ss.SSS", Locale.ROOT);
  private static final String RED = "\u001B[31m";
  private static final String GREY = "\u001B[90m";
  private static final String PLAIN = "\u001B[0m";

  @Override
  public String line(LogEvent event) {
    StringBuilder line = new StringBuilder(160);
    char letter = letter(event.level());
    String colour = colour(letter);
    line.append(colour).append(letter).append('[').append(TIME.format(event.time())).append("] ");
    int textStart = line.length();
    appendVisible(line, event.text());
    while (line.length() - textStart < TEXT_WIDTH) {
      line.append(' ');
    }
    line.append(" module=").append(event.module()).append(' ');
    String separator = "";
    for (LogEvent.Pair pair : event.pairs()) {
      line.append(separator).append(pair.key()).append('=');
      appendValue(line, pair.value());
      separator = " ";
    }
    Throwable thrown = event.thrown();
    if (thrown != null) {
      line.append(separator).append("err=");
      appendValue(line, Throwables.summary(thrown));
    }
    line.append(colour.isEmpty() ? "" : PLAIN).append('\n');
    if (thrown != null && Throwables.deservesTrace(thrown)) {
      line.append(Throwables.trace(thrown));
    }
    return line.toString();
  }

  static char letter(Level level) {
    return switch (level) {
      case ALL, TRACE, DEBUG -> 'D';
      case INFO -> 'I';
      case WARNING, ERROR, OFF -> 'E';
    };
  }

  private String colour(char letter) {
    if (!isColoured) {
      return "";
    }
    return switch (letter) {
      case 'E' -> RED;
      case 'D' -> GREY;
      default -> "";
    };
  }

  /// Keeps one message on one line, whatever a peer has put into it.
  private static void appendVisible(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        appendEscape(line, c);
      } else {
        line.append(c);
      }
    }
  }

  private static void appendValue(StringBuilder line, @Nullable Object value) {
    String text = String.valueOf(value);
    boolean isQuoted =
        text.chars()
            .anyMatch(
                c -> c <= ' ' || c == '=' || c == '"' || c == '\ufffd' || (c >= 127 && c < 160));
    if (!isQuoted) {
      line.append(text);
      return;
    }
    line.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        appendEscape(line, c);
      } else {
        line.append(c);
      }
    }
    line.append('"');
  }

  private static void appendEscape(StringBuilder line, char c) {
    switch (c) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
  }
}
