package dev.cometj.p2p.transport.mux;

import java.time.Duration;

/// Counts something that costs only work (W3). There is so much of it to spare that no honest node comes near the end;
/// a peer that has used it up and goes on for ten seconds is no honest node. Used by one thread at a time.
final class FloodGuard {
  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

  private final String what;
  private final TokenBucket bucket;
  private boolean exhausted;
  private long exhaustedSince;

  FloodGuard(String what, double perSecond, double burst, long now) {
    this.what = what;
    this.bucket = new TokenBucket(perSecond, burst, now);
  }

  /// Count one.
  ///
  /// @return true if there was something left; false to do no more for it than necessary
  /// @throws LinkFaultException if nothing has been left for too long
  boolean admit(long now) throws LinkFaultException {
    double left = bucket.available(now);
    if (left >= bucket.capacity() / 2) {
      exhausted = false;
    }
    if (left >= 1) {
      bucket.take(1);
      return true;
    }
    if (!exhausted) {
      exhausted = true;
      exhaustedSince = now;
    }
    if (now - exhaustedSince > PATIENCE) {
      throw LinkFaultException.limit("flood of " + what);
    }
    return false;
  }
}
