package dev.cometj.node.metrics;

import java.util.Collection;
import java.util.Map;

/// Writes meters in Prometheus' text format 0.0.4.
public final class Exposition {
  /// The content type of the text.
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private Exposition() {}

  /// Writes a registry, and what the machine says of this process.
  ///
  /// @param registry the node's meters
  /// @return the text
  public static String text(MeterRegistry registry) {
    StringBuilder out = new StringBuilder(4096);
    registry.forEach(family -> {
      head(out, family.name(), family.help(), family.type());
      family.append(out);
    });
    ProcessMeters.append(out);
    return out.toString();
  }

  static void single(
      StringBuilder out, String name, String help, String type, String labels, double value) {
    head(out, name, help, type);
    sample(out, name, labels, number(value));
  }

  static void head(StringBuilder out, String name, String help, String type) {
    out.append("# HELP ").append(name).append(' ');
    out.append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  static void sample(StringBuilder out, String name, String labels, String value) {
    out.append(name).append(labels).append(' ').append(value).append('\n');
  }

  static String labels(Map<String, String> values) {
    return labels(values.entrySet());
  }

  static String labels(Collection<Map.Entry<String, String>> values) {
    if (values.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("{");
    for (Map.Entry<String, String> label : values) {
      out.append(out.length() > 1 ? "," : "").append(label.getKey()).append("=\"");
      String value = label.getValue();
      out.append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
      out.append('"');
    }
    return out.append('}').toString();
  }

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
