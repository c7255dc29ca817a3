package dev.cometj.reactor.mempool.pool;

/// How much the application is asked at once. The connection takes any number of calls; whatever stands in it delays the
/// next commit, so it is kept short.
final class CheckWindow {
  /// As long as the queue of the original's socket client.
  static final int MOST_CALLS = 256;

  /// How many bytes may be under way, and the transaction that crosses it.
  static final long MOST_BYTES = 8 << 20;

  private int calls;
  private long bytes;

  boolean hasRoom() {
    return calls < MOST_CALLS && bytes < MOST_BYTES;
  }

  void asked(PoolTx tx) {
    calls++;
    bytes += tx.length();
  }

  void answered(PoolTx tx) {
    calls--;
    bytes -= tx.length();
  }
}
