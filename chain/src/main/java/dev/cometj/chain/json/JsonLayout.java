package dev.cometj.chain.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The white space of JSON, as Go's encoder lays out what others have written. What HTML or JavaScript could mistake is
/// escaped on the way.
public final class JsonLayout {

  private JsonLayout() {}

  /// Takes all white space out of valid JSON.
  ///
  /// @param json JSON in UTF-8
  /// @return the same without white space
  public static byte[] compact(byte[] json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
    boolean isInText = false;
    for (int i = 0; i < json.length; i++) {
      byte b = json[i];
      if (isInText) {
        i = copyInText(json, i, out);
        isInText = b != '"';
      } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        out.write(b);
        isInText = b == '"';
      }
    }
    return out.toByteArray();
  }

  /// Indents valid JSON by two spaces a level, whatever white space it had.
  ///
  /// @param json JSON in UTF-8
  /// @return the same, indented
  public static byte[] indent(byte[] json) {
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
      out.writeBytes("\\u%04x".formatted((int) b).getBytes(StandardCharsets.US_ASCII));
      return at;
    }
    if (isLineEnd(json, at)) {
      out.writeBytes("\\u202%x".formatted(json[at + 2] & 0xF).getBytes(StandardCharsets.US_ASCII));
      return at + 2;
    }
    out.write(b);
    if (b == '\\') {
      out.write(json[at + 1]);
      return at + 1;
    }
    return at;
  }

  /// Whether U+2028 or U+2029 stands there.
  private static boolean isLineEnd(byte[] json, int at) {
    return json[at] == (byte) 0xE2
        && at + 2 < json.length
        && json[at + 1] == (byte) 0x80
        && (json[at + 2] | 1) == (byte) 0xA9;
  }

  private static void newLine(int depth, ByteArrayOutputStream out) {
    out.write('\n');
    for (int i = 0; i < depth; i++) {
      out.write(' ');
      out.write(' ');
    }
  }
}
