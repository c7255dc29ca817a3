package dev.cometj.reactor.mempool.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// Tells once for each height that there are transactions; `notifyTxsAvailable` of `mempool/clist_mempool.go`.
final class Availability {
  private final List<LongConsumer> listeners = new ArrayList<>();
  private boolean told;

  /// Add a listener. It is told at once if the others were.
  void listen(LongConsumer listener, long height) {
    listeners.add(listener);
    if (told) {
      listener.accept(height);
    }
  }

  /// Learn that there are transactions.
  void available(long height) {
    if (!told) {
      told = true;
      listeners.forEach(listener -> listener.accept(height));
    }
  }

  /// Learn of a block.
  void newHeight() {
    told = false;
  }
}
