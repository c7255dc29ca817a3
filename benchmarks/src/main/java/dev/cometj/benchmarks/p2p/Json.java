package dev.cometj.benchmarks.p2p;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The objects that the programs exchange. A field of an object within one is found by its own name.
public record Json(Map<String, String> fields) {
  private static final Pattern FIELD =
      Pattern.compile("\"([a-z0-9_]+)\":\\s*(\"[^\"]*\"|-?[0-9.eE+-]+)");

  public static Json parse(String text) {
    Map<String, String> fields = new HashMap<>();
    Matcher matcher = FIELD.matcher(text);
    while (matcher.find()) {
      fields.put(matcher.group(1), matcher.group(2).replace("\"", ""));
    }
    return new Json(fields);
  }

  public String text(String name) {
    return fields.getOrDefault(name, "");
  }

  public long whole(String name) {
    String value = text(name);
    return value.isEmpty() ? 0 : Long.parseUnsignedLong(value);
  }

  public double number(String name) {
    String value = text(name);
    return value.isEmpty() ? Double.NaN : Double.parseDouble(value);
  }
}
