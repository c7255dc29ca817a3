package dev.cometj.p2p.spi;

import java.util.ArrayList;
import java.util.List;

/// Where a node's meters are made. Names come without the namespace (`p2p_peers`, not `cometbft_p2p_peers`) and are
/// never changed on exposition. Making the same meter again returns the same one. All methods may be called from any
/// thread.
public interface Metrics {
  /// Make a counter.
  ///
  /// @param name for example `p2p_peer_send_bytes_total`
  /// @param help one line for people
  /// @param labels name and value of each label, in turns
  /// @return the counter
  Counter counter(String name, String help, String... labels);

  /// Make a gauge.
  ///
  /// @param name for example `p2p_peers`
  /// @param help one line for people
  /// @param labels name and value of each label, in turns
  /// @return the gauge
  Gauge gauge(String name, String help, String... labels);

  /// Make a histogram.
  ///
  /// @param name for example `mempool_tx_size_bytes`
  /// @param help one line for people
  /// @param buckets how its values are told apart; those of the first call count
  /// @param labels name and value of each label, in turns
  /// @return the histogram
  Histogram histogram(String name, String help, Buckets buckets, String... labels);

  /// Forget all meters that carry a label with this value, when what it named is gone.
  ///
  /// @param label the label's name, for example `peer_id`
  /// @param value its value
  void forget(String label, String value);

  /// A number that only grows.
  @FunctionalInterface
  interface Counter {
    /// Add to it.
    ///
    /// @param amount zero or more
    void add(long amount);
  }

  /// A number that goes up and down.
  @FunctionalInterface
  interface Gauge {
    /// Set it.
    ///
    /// @param value the new value
    void set(double value);
  }

  /// How often values of some size occur.
  @FunctionalInterface
  interface Histogram {
    /// Count a value.
    ///
    /// @param value any number
    void observe(double value);
  }

  /// The bounds between which a histogram counts; above the last one there is a further bucket.
  ///
  /// @param bounds the largest value of each bucket, ascending
  record Buckets(List<Double> bounds) {
    /// Keep an unmodifiable copy.
    ///
    /// @throws IllegalArgumentException if the bounds do not ascend
    public Buckets {
      bounds = List.copyOf(bounds);
      for (int i = 1; i < bounds.size(); i++) {
        if (!(bounds.get(i - 1) < bounds.get(i))) {
          throw new IllegalArgumentException("bounds do not ascend: " + bounds);
        }
      }
    }

    /// Make bounds with equal distances (`prometheus.LinearBuckets`).
    ///
    /// @param start the first
    /// @param width from each to the next, more than 0
    /// @param count how many
    /// @return the buckets
    public static Buckets linear(double start, double width, int count) {
      List<Double> bounds = new ArrayList<>(count);
      double bound = start;
      for (int i = 0; i < count; i++) {
        bounds.add(bound);
        bound += width;
      }
      return new Buckets(bounds);
    }

    /// Make bounds of which each is a multiple of the one before (`prometheus.ExponentialBuckets`).
    ///
    /// @param start the first, more than 0
    /// @param factor from each to the next, more than 1
    /// @param count how many
    /// @return the buckets
    public static Buckets exponential(double start, double factor, int count) {
      List<Double> bounds = new ArrayList<>(count);
      double bound = start;
      for (int i = 0; i < count; i++) {
        bounds.add(bound);
        bound *= factor;
      }
      return new Buckets(bounds);
    }
  }

  /// Give meters that measure nothing.
  ///
  /// @return the metrics
  static Metrics none() {
    return new Metrics() {
      @Override
      public Counter counter(String name, String help, String... labels) {
        return amount -> {};
      }

      @Override
      public Gauge gauge(String name, String help, String... labels) {
        return value -> {};
      }

      @Override
      public Histogram histogram(String name, String help, Buckets buckets, String... labels) {
        return value -> {};
      }

      @Override
      public void forget(String label, String value) {}
    };
  }
}
