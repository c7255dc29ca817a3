package dev.cometj.reactor.blocksync;

/// How often a peer may do something: so many times at once, and then at a rate.
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double capacity;
  private final double perSecond;
  private double tokens;
  private long lastNanos;
  private boolean used;

  TokenBucket(int capacity, double perSecond) {
    this.capacity = capacity;
    this.perSecond = perSecond;
    this.tokens = capacity;
  }

  /// Take one.
  ///
  /// @param nanoTime the monotonic clock
  /// @return whether there was one
  boolean take(long nanoTime) {
    if (used) {
      double grown = (nanoTime - lastNanos) / NANOS_PER_SECOND * perSecond;
      tokens = Math.min(capacity, tokens + grown);
    }
    used = true;
    lastNanos = nanoTime;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
