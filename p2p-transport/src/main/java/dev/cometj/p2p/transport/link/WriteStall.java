package dev.cometj.p2p.transport.link;

/// Notices that the network takes nothing although bytes wait (W2). The stream's thread only.
///
/// A node of ours that is held up by a reactor of its own stops reading, too, but says so by pongs that nobody asked for.
/// Those buy it two thirds more of the time, and nothing buys it any more than that: whoever asks and never reads must not
/// hold our memory with three bytes every twenty seconds. A peer that reads, however slowly, begins anew with whatever it
/// takes.
final class WriteStall {
  private final long limit;

  /// How long a peer may take that sends pongs.
  private final long longest;

  private boolean waiting;
  private long since;
  private long lastPong;

  WriteStall(long limit) {
    this.limit = limit;
    longest = limit + 2 * limit / 3;
  }

  /// Learn how much waits after a write.
  void written(long pendingBytes, long now) {
    if (pendingBytes > 0 && !waiting) {
      restart(now);
      waiting = true;
    }
  }

  /// Learn that the network has taken some.
  void taken(long pendingBytes, long now) {
    waiting = pendingBytes > 0;
    restart(now);
  }

  private void restart(long now) {
    since = now;
    lastPong = now;
  }

  /// Learn that the peer is alive.
  void pongReceived(long now) {
    lastPong = now;
  }

  boolean isWaiting() {
    return waiting;
  }

  /// How long it may go on like this, in nanoseconds; zero or less means that the link must end.
  long nanosLeft(long now) {
    return Math.min(lastPong + limit - now, since + longest - now);
  }
}
