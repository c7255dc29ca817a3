package dev.cometj.p2p.testkit.reactor;

import dev.cometj.p2p.spi.Metrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Meters that a test reads. A meter is named as on exposition, without the namespace: `p2p_peers`, or with labels
/// `p2p_peer_send_bytes_total{chID="0x0",peer_id="..."}`. A histogram is two: the number of its values, with `_count`
/// behind its name, and their sum, with `_sum`.
public final class RecordingMetrics implements Metrics {
  private final Map<String, Double> values = new TreeMap<>();

  /// Make meters that are all unknown.
  public RecordingMetrics() {}

  @Override
  public Counter counter(String name, String help, String... labels) {
    String key = key(name, labels);
    values.putIfAbsent(key, 0.0);
    return amount -> values.merge(key, (double) amount, Double::sum);
  }

  @Override
  public Gauge gauge(String name, String help, String... labels) {
    String key = key(name, labels);
    values.putIfAbsent(key, 0.0);
    return value -> values.put(key, value);
  }

  @Override
  public Histogram histogram(String name, String help, Buckets buckets, String... labels) {
    Counter count = counter(name + "_count", help, labels);
    String sum = key(name + "_sum", labels);
    values.putIfAbsent(sum, 0.0);
    return value -> {
      count.add(1);
      values.merge(sum, value, Double::sum);
    };
  }

  @Override
  public void forget(String label, String value) {
    String pair = label + "=\"" + value + "\"";
    values.keySet().removeIf(key -> key.contains("{" + pair) || key.contains("," + pair));
  }

  /// Read a meter.
  ///
  /// @param name its name
  /// @param labels name and value of each label, in turns
  /// @return its value, 0 if it was never made
  public double value(String name, String... labels) {
    return values.getOrDefault(key(name, labels), 0.0);
  }

  /// List the meters.
  ///
  /// @return their names with labels, sorted
  public List<String> names() {
    return List.copyOf(values.keySet());
  }

  private static String key(String name, String... labels) {
    if (labels.length == 0) {
      return name;
    }
    StringBuilder key = new StringBuilder(name).append('{');
    for (int i = 0; i + 1 < labels.length; i += 2) {
      key.append(i == 0 ? "" : ",")
          .append(labels[i])
          .append("=\"")
          .append(labels[i + 1])
          .append('"');
    }
    return key.append('}').toString();
  }
}
