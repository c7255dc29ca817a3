package dev.cometj.p2p.transport.mux;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// How many bytes may wait to be sent by all links of a node together (W2): the limit, plus one message.
///
/// A quarter of it is kept for links with little waiting. So a few peers that ask and never read fill the rest, and still
/// hold up nobody else: the votes for an honest peer need a few KiB.
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

  /// A link with less than this waiting may use the part that is kept.
  static final long LITTLE = 256 * 1024;

  private final long limit;
  private final long commonLimit;
  private final AtomicLong used = new AtomicLong();

  /// Links that found no room and want to be told. Whoever makes room takes each out and runs it once.
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  /// Those of them that have little waiting.
  private final Queue<Runnable> waitingWithLittle = new ConcurrentLinkedQueue<>();

  /// Make a budget.
  ///
  /// @param limit bytes
  public SendBudget(long limit) {
    this.limit = limit;
    commonLimit = limit - limit / 4;
  }

  /// Tell whether a link may queue a further message.
  ///
  /// @param waiting how many bytes of the link wait
  /// @return true if there is room
  boolean hasRoom(long waiting) {
    return used.get() < limit(waiting);
  }

  private long limit(long waiting) {
    return waiting < LITTLE ? limit : commonLimit;
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
      if (granules < 0) {
        if (now < limit) {
          wake(waitingWithLittle);
        }
        if (now < commonLimit) {
          wake(waiting);
        }
      }
    }
  }

  /// Be told once when there is room again; at once, if there is.
  ///
  /// @param waitingBytes how many bytes of the link wait
  void whenRoom(long waitingBytes, Runnable action) {
    Queue<Runnable> line = waitingBytes < LITTLE ? waitingWithLittle : waiting;
    line.add(action);
    if (hasRoom(waitingBytes)) {
      wake(line);
    }
  }

  private static void wake(Queue<Runnable> line) {
    if (line.isEmpty()) {
      return;
    }
    for (int rest = line.size(); rest > 0; rest--) {
      Runnable action = line.poll();
      if (action == null) {
        return;
      }
      action.run();
    }
  }
}
