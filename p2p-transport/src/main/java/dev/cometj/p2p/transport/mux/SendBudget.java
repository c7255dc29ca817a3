package dev.cometj.p2p.transport.mux;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// How many bytes may wait to be sent by all links of a node together (W2): the limit, plus one message.
///
/// How it is kept without a shared write for each message:
///
/// 1. Each link has one counter of its own waiting bytes, and changes it atomically ([SendQueues]).
/// 2. Whoever changes it knows the value before and after, and adds the difference in whole granules of 4 KiB here.
///    Since the changes of one counter are in one order, the differences add up: at rest this holds, for each link, its
///    bytes rounded down to a granule.
/// 3. A link that ends moves its counter far below zero and gives back what it stood at; changes of a negative counter
///    are not reported here any more. So whatever races with the end, nothing is given back twice or never.
///
/// Usable from any thread.
public final class SendBudget {
  private static final int GRANULE_SHIFT = 12;

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /// Links that found the budget exhausted and want to be told. Whoever makes room takes each out and runs it once.
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  /// Make a budget.
  ///
  /// @param limit bytes
  public SendBudget(long limit) {
    this.limit = limit;
  }

  /// Tell whether no further message may be queued.
  ///
  /// @return true if the limit is reached
  public boolean isExhausted() {
    return used.get() >= limit;
  }

  /// Tell how much is in use.
  ///
  /// @return bytes, rounded down to 4 KiB for each link
  public long usedBytes() {
    return used.get();
  }

  /// Report a change of a link's own counter.
  void changed(long before, long after) {
    long granules = (after >> GRANULE_SHIFT) - (before >> GRANULE_SHIFT);
    if (granules != 0) {
      long now = used.addAndGet(granules << GRANULE_SHIFT);
      if (granules < 0 && now < limit && !waiting.isEmpty()) {
        wake();
      }
    }
  }

  /// Be told once when there is room again; at once, if there is.
  void whenRoom(Runnable action) {
    waiting.add(action);
    if (!isExhausted()) {
      wake();
    }
  }

  private void wake() {
    for (int rest = waiting.size(); rest > 0; rest--) {
      Runnable action = waiting.poll();
      if (action == null) {
        return;
      }
      action.run();
    }
  }
}
