package dev.cometj.node.metrics;

import dev.cometj.p2p.spi.Metrics;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The meters of one node. Making one takes a map access; using one takes a few nanoseconds.
///
/// Usable from any thread. A family holds at most a fixed number of series, so that labels which peers can choose
/// never fill the memory: beyond that, new series measure nothing and are counted.
public final class MeterRegistry implements Metrics {
  /// How many series one name may have.
  public static final int SERIES_LIMIT = 4096;

  private final String namespace;
  private final Map<String, String> common;
  private final Map<String, MeterFamily> families = new ConcurrentHashMap<>();

  /// Makes a registry.
  ///
  /// @param namespace what all names begin with, before an underscore; may be empty
  /// @param common labels that every series carries
  public MeterRegistry(String namespace, Map<String, String> common) {
    this.namespace = namespace;
    this.common = Map.copyOf(common);
  }

  @Override
  public Counter counter(String name, String help, String... labels) {
    Series series = family(name, help, "counter", () -> new Meter(true)).series(labels);
    return ((Meter) series)::add;
  }

  @Override
  public Gauge gauge(String name, String help, String... labels) {
    Series series = family(name, help, "gauge", () -> new Meter(false)).series(labels);
    return ((Meter) series)::set;
  }

  @Override
  public Histogram histogram(String name, String help, Buckets buckets, String... labels) {
    Series series = family(name, help, "histogram", () -> new Distribution(buckets)).series(labels);
    return ((Distribution) series)::observe;
  }

  @Override
  public void forget(String label, String value) {
    families.values().forEach(family -> family.forget(label, value));
  }

  /// Visits the families in alphabetical order.
  ///
  /// @param action gets each
  void forEach(Consumer<MeterFamily> action) {
    families.values().stream()
        .sorted(Comparator.comparing(MeterFamily::name))
        .filter(family -> !family.isEmpty())
        .forEach(action);
  }

  private MeterFamily family(String name, String help, String type, Supplier<Series> maker) {
    return ofName(namespace.isEmpty() ? name : namespace + "_" + name, help, type, maker);
  }

  private MeterFamily ofName(String name, String help, String type, Supplier<Series> maker) {
    MeterFamily family =
        families.computeIfAbsent(
            name, key -> new MeterFamily(key, help, type, common, this::countRefusal, maker));
    if (!family.type().equals(type)) {
      throw new IllegalArgumentException(
          "%s is a %s already and cannot be a %s".formatted(name, family.type(), type));
    }
    return family;
  }

  private void countRefusal() {
    MeterFamily refused =
        ofName(
            "cometj_metrics_refused_series",
            "Series beyond the limit of their family.",
            "counter",
            () -> new Meter(true));
    ((Meter) refused.series(new String[0])).add(1);
  }
}
