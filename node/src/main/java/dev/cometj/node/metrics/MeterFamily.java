package dev.cometj.node.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// All series of one name.
final class MeterFamily {
  private final String name;
  private final String help;
  private final String type;
  private final Map<String, String> common;
  private final Runnable onRefusal;
  private final Supplier<Series> maker;
  private final Map<Labels, Series> series = new ConcurrentHashMap<>();

  MeterFamily(
      String name,
      String help,
      String type,
      Map<String, String> common,
      Runnable onRefusal,
      Supplier<Series> maker) {
    this.name = name;
    this.help = help;
    this.type = type;
    this.common = common;
    this.onRefusal = onRefusal;
    this.maker = maker;
  }

  String name() {
    return name;
  }

  String help() {
    return help;
  }

  String type() {
    return type;
  }

  boolean isEmpty() {
    return series.isEmpty();
  }

  Series series(String[] labels) {
    Labels key = Labels.of(common, labels);
    Series known = series.get(key);
    if (known != null) {
      return known;
    }
    if (series.size() >= MeterRegistry.SERIES_LIMIT) {
      onRefusal.run();
      return maker.get();
    }
    return series.computeIfAbsent(key, _ -> maker.get());
  }

  void forget(String label, String value) {
    series.keySet().removeIf(key -> value.equals(key.values().get(label)));
  }

  void append(StringBuilder out) {
    Map<String, Runnable> sorted = new TreeMap<>();
    series.forEach(
        (labels, one) -> sorted.put(labels.text(), () -> one.append(out, name, labels.values())));
    sorted.values().forEach(Runnable::run);
  }

  /// The labels of a series, by name.
  ///
  /// @param values sorted by name, as the original's library prints them
  private record Labels(Map<String, String> values) {
    static Labels of(Map<String, String> common, String[] pairs) {
      if (pairs.length % 2 != 0) {
        throw new IllegalArgumentException("a label has no value: " + List.of(pairs));
      }
      Map<String, String> values = new TreeMap<>(common);
      for (int i = 0; i < pairs.length; i += 2) {
        values.put(pairs[i], pairs[i + 1]);
      }
      return new Labels(values);
    }

    String text() {
      return Exposition.labels(values);
    }
  }
}
