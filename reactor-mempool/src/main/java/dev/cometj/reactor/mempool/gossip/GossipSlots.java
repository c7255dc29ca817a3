package dev.cometj.reactor.mempool.gossip;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/// Bounds to how many peers of a kind transactions are passed on at once; the semaphores of Go's `mempool/reactor.go`.
/// Whoever finds no slot gets one when another peer leaves, in the order of their coming.
final class GossipSlots {
  private final int limit;
  private final Set<Runnable> active = new HashSet<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  /// @param limit how many, or 0 for any number
  GossipSlots(int limit) {
    this.limit = limit;
  }

  /// Have something begun as soon as there is a slot: perhaps at once.
  ///
  /// @param begin what to do then; it stands for the peer until [#leave]
  void enter(Runnable begin) {
    if (limit == 0 || active.size() < limit) {
      active.add(begin);
      begin.run();
    } else {
      waiting.add(begin);
    }
  }

  /// Tell whether somebody has a slot.
  boolean holds(Runnable begin) {
    return active.contains(begin);
  }

  /// Give the slot, or the place in the line, back.
  ///
  /// @param begin what [#enter] was called with
  void leave(Runnable begin) {
    if (!active.remove(begin)) {
      waiting.remove(begin);
      return;
    }
    Runnable next = waiting.poll();
    if (next != null) {
      enter(next);
    }
  }
}
