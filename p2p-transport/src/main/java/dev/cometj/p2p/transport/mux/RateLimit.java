package dev.cometj.p2p.transport.mux;

/// Keeps one direction of a link to `send_rate` or `recv_rate`; Go's `flowrate.Monitor.Limit`.
///
/// The original lets each interval of 100 ms exceed its share by what is in flight; here that is a debt, so that the
/// rate is kept over time. 25 ms worth of bytes may go at once. Used by one thread at a time.
public final class RateLimit {
  private static final double BURST_SECONDS = 0.025;

  private final boolean limited;
  private final TokenBucket bucket;

  /// Make a limit.
  ///
  /// @param bytesPerSecond the rate; less than 1 for none
  /// @param leastBurst what may always go at once: a few packets
  /// @param now the time
  public RateLimit(long bytesPerSecond, int leastBurst, long now) {
    limited = bytesPerSecond >= 1;
    bucket =
        new TokenBucket(
            Math.max(1, bytesPerSecond), Math.max(leastBurst, bytesPerSecond * BURST_SECONDS), now);
  }

  /// Tell how much may be transferred now.
  ///
  /// @param now the time
  /// @return bytes; zero or less means to wait
  public long allowance(long now) {
    return limited ? (long) Math.floor(bucket.available(now)) : Long.MAX_VALUE;
  }

  /// Count what was transferred, also if it is more than was allowed.
  ///
  /// @param bytes how much
  public void spend(long bytes) {
    if (limited) {
      bucket.take((double) bytes);
    }
  }

  /// Tell how long to wait from the last [#allowance] until it is worth going on.
  ///
  /// @return nanoseconds
  public long waitNanos() {
    return limited ? bucket.nanosUntil(bucket.capacity() / 2) : 0;
  }
}
