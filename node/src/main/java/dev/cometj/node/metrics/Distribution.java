package dev.cometj.node.metrics;

import dev.cometj.p2p.spi.Metrics.Buckets;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// A histogram, which many threads may add to.
final class Distribution implements Series {
  /// One bucket.
  ///
  /// @param bound its largest value
  /// @param count how many values are in it and not in the one before
  private record Bucket(double bound, LongAdder count) {}

  private final List<Bucket> buckets;
  private final DoubleAdder sum = new DoubleAdder();

  Distribution(Buckets bounds) {
    buckets =
        Stream.concat(bounds.bounds().stream(), Stream.of(Double.POSITIVE_INFINITY))
            .map(bound -> new Bucket(bound, new LongAdder()))
            .toList();
  }

  void observe(double value) {
    for (Bucket bucket : buckets) {
      if (value <= bucket.bound()) {
        bucket.count().increment();
        break;
      }
    }
    sum.add(value);
  }

  /// Each bucket tells of the ones before, too.
  @Override
  public void append(StringBuilder out, String name, Map<String, String> labels) {
    long count = 0;
    for (Bucket bucket : buckets) {
      count += bucket.count().sum();
      List<Map.Entry<String, String>> all = new ArrayList<>(labels.entrySet());
      all.add(Map.entry("le", bound(bucket.bound())));
      Exposition.sample(out, name + "_bucket", Exposition.labels(all), Long.toString(count));
    }
    String own = Exposition.labels(labels);
    Exposition.sample(out, name + "_sum", own, Exposition.number(sum.sum()));
    Exposition.sample(out, name + "_count", own, Long.toString(count));
  }

  /// As Go prints bounds of common size. They are labels, so dashboards know them by their digits.
  private static String bound(double value) {
    return Double.isInfinite(value)
        ? Exposition.number(value)
        : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
