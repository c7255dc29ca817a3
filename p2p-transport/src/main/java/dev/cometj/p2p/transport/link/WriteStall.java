package dev.cometj.p2p.transport.link;

/// Notices that the network takes nothing although bytes wait. The stream's thread only.
final class WriteStall {
  private final long limit;
  private boolean waiting;
  private long since;

  WriteStall(long limit) {
    this.limit = limit;
  }

  /// Learn how much waits after a write.
  void written(long pendingBytes, long now) {
    if (pendingBytes > 0 && !waiting) {
      waiting = true;
      since = now;
    }
  }

  /// Learn that the network has taken some.
  void taken(long pendingBytes, long now) {
    waiting = pendingBytes > 0;
    since = now;
  }

  boolean isWaiting() {
    return waiting;
  }

  /// How long it may go on like this, in nanoseconds; zero or less means that the link must end.
  long nanosLeft(long now) {
    return since + limit - now;
  }
}
