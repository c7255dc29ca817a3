package dev.cometj.p2p.spi;

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
      public void forget(String label, String value) {}
    };
  }
}
