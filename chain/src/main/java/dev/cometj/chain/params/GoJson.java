package dev.cometj.chain.params;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// JSON text in the form that Go's encoder gives it.
final class GoJson {

  private static final String HEX = "0123456789abcdef";

  private GoJson() {}

  /// Quotes a text. What HTML or JavaScript could mistake is escaped too.
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (isEscaped(c)) {
            escape(c, quoted);
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean isEscaped(char c) {
    return c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029';
  }

  private static void escape(char c, StringBuilder target) {
    target
        .append("\\u")
        .append(HEX.charAt(c >> 12))
        .append(HEX.charAt(c >> 8 & 0xF))
        .append(HEX.charAt(c >> 4 & 0xF))
        .append(HEX.charAt(c & 0xF));
  }

  /// Indents valid JSON by two spaces a level, whatever white space it had.
  static byte[] indent(byte[] json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length * 2);
    int depth = 0;
    boolean isInText = false;
    boolean isAfterOpening = false;
    for (int i = 0; i < json.length; i++) {
      byte b = json[i];
      if (isInText) {
        i = copyInText(json, i, out);
        isInText = b != '"';
        continue;
      }
      if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
        continue;
      }
      boolean isClosing = b == '}' || b == ']';
      if (isClosing) {
        depth--;
      }
      if (isAfterOpening != isClosing) {
        newLine(depth, out);
      }
      isAfterOpening = b == '{' || b == '[';
      out.write(b);
      switch (b) {
        case '"' -> isInText = true;
        case '{', '[' -> depth++;
        case ',' -> newLine(depth, out);
        case ':' -> out.write(' ');
        default -> {}
      }
    }
    return out.toByteArray();
  }

  /// Copies a character of a text, and with a backslash the one behind it.
  ///
  /// @return the index of what was copied last
  private static int copyInText(byte[] json, int at, ByteArrayOutputStream out) {
    byte b = json[at];
    if (b == '<' || b == '>' || b == '&') {
      StringBuilder escaped = new StringBuilder();
      escape((char) b, escaped);
      out.writeBytes(escaped.toString().getBytes(StandardCharsets.US_ASCII));
      return at;
    }
    out.write(b);
    if (b == '\\') {
      out.write(json[at + 1]);
      return at + 1;
    }
    return at;
  }

  private static void newLine(int depth, ByteArrayOutputStream out) {
    out.write('\n');
    for (int i = 0; i < depth; i++) {
      out.write(' ');
      out.write(' ');
    }
  }
}
