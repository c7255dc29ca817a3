package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.StopReason;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How much of incomplete messages may be kept for all peers of a node together (W1).
///
/// Each link counts what it keeps and reports changes in whole granules of 16 KiB, as in [SendBudget], so that ordinary
/// messages hardly touch what all share. When the limit is passed, room is made at the cost of those who are least
/// likely to complete: first the largest of those that have not got on for five seconds, unless they keep next to nothing, then the largest
/// of all.
/// Usable from any thread.
public final class ReassemblyBudget {
  private static final int GRANULE_SHIFT = 14;
  private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

  /// Who keeps less than this part of what the largest keeps is not worth ending.
  private static final int WORTHWHILE = 16;

  /// A link that keeps parts of messages. Any thread.
  interface Holder {
    /// How much it keeps, in bytes.
    long heldBytes();

    /// When it last got on; a time.
    long lastProgress();

    /// End the link.
    void evict(StopReason reason);
  }

  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final Set<Holder> holders = ConcurrentHashMap.newKeySet();

  /// Make a budget.
  ///
  /// @param limit bytes
  public ReassemblyBudget(long limit) {
    this.limit = limit;
  }

  /// Tell how much is in use.
  ///
  /// @return bytes, rounded down to 16 KiB for each link
  public long usedBytes() {
    return used.get();
  }

  void register(Holder holder) {
    holders.add(holder);
  }

  void unregister(Holder holder) {
    holders.remove(holder);
  }

  /// Report a change of what a link keeps.
  ///
  /// @return false if the link must end itself to make room
  boolean changed(Holder holder, long before, long after, long now) {
    long granules = (after >> GRANULE_SHIFT) - (before >> GRANULE_SHIFT);
    if (granules == 0) {
      return true;
    }
    long total = used.addAndGet(granules << GRANULE_SHIFT);
    return granules < 0 || total <= limit || makeRoom(holder, total - limit, now);
  }

  private boolean makeRoom(Holder asking, long excess, long now) {
    Set<Holder> evicted = new HashSet<>();
    long missing = excess;
    while (missing > 0) {
      Holder victim = victim(evicted, now);
      if (victim == null || victim.equals(asking)) {
        return false;
      }
      evicted.add(victim);
      missing -= victim.heldBytes();
      victim.evict(
          new StopReason.LimitExceeded(
              "incomplete messages of all peers exceed %d bytes, and this peer's had to go"
                  .formatted(limit)));
    }
    return true;
  }

  private @Nullable Holder victim(Set<Holder> except, long now) {
    Holder largest = null;
    Holder largestIdle = null;
    for (Holder holder : holders) {
      if (except.contains(holder) || holder.heldBytes() == 0) {
        continue;
      }
      if (largest == null || holder.heldBytes() > largest.heldBytes()) {
        largest = holder;
      }
      if (now - holder.lastProgress() > PATIENCE
          && (largestIdle == null || holder.heldBytes() > largestIdle.heldBytes())) {
        largestIdle = holder;
      }
    }
    boolean worthwhile =
        largest != null
            && largestIdle != null
            && largestIdle.heldBytes() >= largest.heldBytes() / WORTHWHILE;
    return worthwhile ? largestIdle : largest;
  }
}
