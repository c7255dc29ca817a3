package dev.cometj.p2p.transport.upgrade;

import dev.cometj.p2p.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/// A token bucket for each source of connections. The sources seen last are remembered, a fixed number of them. Not
/// safe for several threads.
final class ConnectionRates {
  static final int REMEMBERED = 10_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final int perSecond;
  private final int burst;
  private final Map<IpAddress, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<IpAddress, Bucket> eldest) {
          return size() > REMEMBERED;
        }
      };

  ConnectionRates(int perSecond, int burst) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /// Count a new connection.
  ///
  /// @return false if the source opens them too fast; what is over the rate is not charged
  boolean take(IpAddress source, long nanoTime) {
    Bucket bucket = buckets.computeIfAbsent(source, _ -> new Bucket(burst, nanoTime));
    double earned = (nanoTime - bucket.nanoTime) / NANOS_PER_SECOND * perSecond;
    bucket.tokens = Math.min(burst, bucket.tokens + earned);
    bucket.nanoTime = nanoTime;
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens--;
    return true;
  }

  int size() {
    return buckets.size();
  }

  private static final class Bucket {
    private double tokens;
    private long nanoTime;

    Bucket(double tokens, long nanoTime) {
      this.tokens = tokens;
      this.nanoTime = nanoTime;
    }
  }
}
