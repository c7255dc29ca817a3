package dev.cometj.node.json;

import java.util.List;
import java.util.Map;

/// JSON texts with the escapes of Go's `encoding/json`, which also masks what HTML could take for markup.
public final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /// Puts a text in quotes.
  ///
  /// @param text any text
  /// @return the JSON string
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    quote(out, text);
    return out.toString();
  }

  /// Writes a value, compact.
  ///
  /// @param value any value
  /// @return its JSON
  public static String of(JsonValue value) {
    StringBuilder out = new StringBuilder();
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, JsonValue value) {
    switch (value) {
      case JsonValue.Text(String text) -> quote(out, text);
      case JsonValue.Numeral(String literal) -> out.append(literal);
      case JsonValue.Flag(boolean flag) -> out.append(flag);
      case JsonValue.Null _ -> out.append("null");
      case JsonValue.Array(List<JsonValue> elements) -> {
        out.append('[');
        for (int i = 0; i < elements.size(); i++) {
          write(i == 0 ? out : out.append(','), elements.get(i));
        }
        out.append(']');
      }
      case JsonValue.Members(Map<String, JsonValue> members) -> {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
          quote(out.append(separator), member.getKey());
          write(out.append(':'), member.getValue());
          separator = ",";
        }
        out.append('}');
      }
    }
  }

  static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '<', '>', '&', '\u2028', '\u2029' -> escape(out, c);
        default -> {
          if (c < ' ' || isLone(text, i)) {
            escape(out, c < ' ' ? c : '\ufffd');
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isLone(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  private static void escape(StringBuilder out, char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((c >> shift) & 15));
    }
  }
}
