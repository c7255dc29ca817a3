package dev.cometj.p2p.transport.upgrade;

import java.time.Duration;

/// Durations as people read them.
final class Durations {
  private Durations() {}

  /// Print like `3s`, `1.5s` or `1m30s`.
  static String print(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(java.util.Locale.ROOT);
  }
}
