package dev.cometj.p2p.transport.link;

/// Notices that the network takes nothing although bytes wait (W2). The stream's thread only.
///
/// A node of ours that is held up by a reactor of its own stops reading, too, but says so by pongs that nobody asked for.
/// As long as those come it gets more time, though not for ever: a peer that never reads must not hold our memory with
/// three bytes a minute.
final class WriteStall {
  /// How many times the limit a peer may take that sends pongs.
  private static final int PATIENCE = 10;

  private final long limit;
  private boolean waiting;
  private long since;
  private long lastPong;

  WriteStall(long limit) {
    this.limit = limit;
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
    return Math.min(lastPong + limit - now, since + PATIENCE * limit - now);
  }
}
