package dev.cometj.p2p.transport.mux;

/// Tokens that come back at a steady rate up to a limit. What is taken beyond them is a debt that is waited for, so
/// that over time the rate is exact however unevenly it is used. Used by one thread at a time.
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perNano;
  private final double capacity;
  private double tokens;
  private long updated;

  /// Make a full bucket.
  ///
  /// @param perSecond how many tokens come back in a second, more than 0
  /// @param capacity how many it holds, at least 1
  /// @param now the time
  TokenBucket(double perSecond, double capacity, long now) {
    this.perNano = perSecond / NANOS_PER_SECOND;
    this.capacity = capacity;
    this.tokens = capacity;
    this.updated = now;
  }

  /// Tell how many tokens there are; negative for a debt.
  double available(long now) {
    long elapsed = now - updated;
    if (elapsed > 0) {
      tokens = Math.min(capacity, tokens + (double) elapsed * perNano);
      updated = now;
    }
    return tokens;
  }

  /// Take tokens, also more than there are.
  void take(double count) {
    tokens -= count;
  }

  /// Tell how long it takes from the last [#available] until there are so many, at least 0.
  long nanosUntil(double count) {
    return count <= tokens ? 0 : (long) Math.ceil((Math.min(count, capacity) - tokens) / perNano);
  }

  double capacity() {
    return capacity;
  }
}
