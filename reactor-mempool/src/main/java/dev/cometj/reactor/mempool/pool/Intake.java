package dev.cometj.reactor.mempool.pool;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The lines in front of the application. In the original a peer's transactions wait in its connection while the queue of
/// the application's client is full, and with them everything else from that peer. Here they wait in a line of that
/// peer, which is short: whoever sends more than the application checks loses what does not fit, and nobody else does.
final class Intake {
  /// How many transactions of one source may wait: as many as a message has at most.
  static final int SOURCE_TXS = 10_000;

  /// How many bytes of one source may wait, and the transaction that crosses it.
  static final long SOURCE_BYTES = 16 << 20;

  /// How many bytes may wait in all; then only sources of which nothing waits may add.
  static final long TOTAL_BYTES = 64 << 20;

  /// What a waiting transaction takes besides its content.
  private static final int OVERHEAD_BYTES = 200;

  private final Queue<TxSource> turns = new ArrayDeque<>();
  private long bytes;

  static long cost(PoolTx tx) {
    return (long) tx.length() + OVERHEAD_BYTES;
  }

  boolean hasRoom(TxSource source) {
    return source.size() == 0
        || (source.size() < SOURCE_TXS && source.bytes() < SOURCE_BYTES && bytes < TOTAL_BYTES);
  }

  void add(TxSource source, PoolTx tx) {
    if (source.size() == 0) {
      turns.add(source);
    }
    source.add(tx);
    bytes += cost(tx);
  }

  /// Take the next transaction, of each source in turns.
  ///
  /// @return a transaction that still waits, or null if there is none
  @Nullable PoolTx next() {
    TxSource source;
    while ((source = turns.poll()) != null) {
      PoolTx tx = source.poll();
      if (source.size() > 0) {
        turns.add(source);
      }
      if (tx != null) {
        bytes -= cost(tx);
        if (tx.stage() == PoolTx.Stage.WAITING) {
          return tx;
        }
      }
    }
    return null;
  }
}
