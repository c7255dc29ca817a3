package dev.cometj.reactor.blocksync.pool;

/// How many requests one peer may have at a time. It opens with each answer and closes by half when answers are lost; a
/// peer never has more than it answers in a few seconds, so that a slow one holds up few blocks.
final class RequestWindow {
  /// The original's number, for a peer of which nothing is known.
  static final int FIRST = 20;

  private static final int LEAST = 4;
  private static final double HORIZON_NANOS = 4e9;

  /// The weight of the newest interval: answers come in bursts, between flushes of the sender.
  private static final double WEIGHT = 1.0 / 32;

  private final int most;
  private final long mostBytes;
  private double opened;
  private double intervalNanos;
  private boolean measured;

  RequestWindow(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
    this.opened = Math.min(most, FIRST);
  }

  /// Note an answer.
  ///
  /// @param waitedNanos since the last one, or since the peer was asked for something
  void answered(long waitedNanos) {
    opened = Math.min(most, opened + 1);
    intervalNanos = measured ? intervalNanos + WEIGHT * (waitedNanos - intervalNanos) : waitedNanos;
    measured = true;
  }

  /// Note that a request was lost or could not be sent.
  void lost() {
    opened = Math.max(LEAST, opened / 2);
  }

  /// Tell how many requests may be open.
  ///
  /// @param typicalBytes the size of blocks of late
  /// @return at least 1
  int limit(long typicalBytes) {
    double bySize = Math.max(1, mostBytes / Math.max(1, typicalBytes));
    double bySpeed = Math.max(LEAST, HORIZON_NANOS / Math.max(1, intervalNanos));
    return (int) Math.max(1, Math.min(Math.min(opened, bySize), bySpeed));
  }

  /// The time between answers of late, in nanoseconds; 0 if nothing is known.
  double intervalNanos() {
    return intervalNanos;
  }
}
