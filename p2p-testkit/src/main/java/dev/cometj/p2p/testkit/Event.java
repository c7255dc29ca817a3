package dev.cometj.p2p.testkit;

import dev.cometj.p2p.spi.Cancellable;

/// Something to run in a mailbox, now or at a time.
final class Event implements Cancellable, Comparable<Event> {
  final VirtualMailbox mailbox;
  final Runnable task;

  /// Nanoseconds since the start of the world.
  final long due;

  /// Breaks ties among events of the same time: first scheduled, first due.
  final long sequence;

  private boolean cancelled;

  Event(VirtualMailbox mailbox, Runnable task, long due, long sequence) {
    this.mailbox = mailbox;
    this.task = task;
    this.due = due;
    this.sequence = sequence;
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  boolean isLive() {
    return !cancelled && !mailbox.isClosed();
  }

  @Override
  public int compareTo(Event other) {
    int byTime = Long.compare(due, other.due);
    return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
  }
}
