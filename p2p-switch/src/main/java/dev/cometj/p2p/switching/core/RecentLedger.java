package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerLedger;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.StopReason;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The latest thousand events of connections. Usable from any thread.
final class RecentLedger implements PeerLedger {
  static final int CAPACITY = 1000;

  private final InstantSource clock;
  private final Deque<Entry> entries = new ArrayDeque<>();

  RecentLedger(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /// What an entry is about.
  record Subject(Optional<NodeId> id, String address, boolean outbound) {}

  void admitted(Subject subject, String why) {
    add(subject, Event.ADMITTED, why);
  }

  void refused(Subject subject, Rejection rejection) {
    add(subject, Event.REFUSED, rejection.kind() + ": " + rejection.detail());
  }

  void dropped(Subject subject, StopReason reason) {
    String name = reason.getClass().getSimpleName();
    add(subject, Event.DROPPED, "%s (%s)".formatted(name, reason.describe()));
  }

  void redial(Subject subject, String when) {
    add(subject, Event.REDIAL, when);
  }

  private synchronized void add(Subject subject, Event event, String reason) {
    if (entries.size() == CAPACITY) {
      entries.remove();
    }
    entries.add(
        new Entry(
            clock.instant(), subject.id(), subject.address(), subject.outbound(), event, reason));
  }
}
