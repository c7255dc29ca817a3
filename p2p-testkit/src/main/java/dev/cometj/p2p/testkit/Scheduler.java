package dev.cometj.p2p.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Virtual time and the choice of the next event.
///
/// Mailboxes with something to run are *ready*; one of them is drawn from the seed and its oldest event runs. Only
/// when none is ready does time move on, to the next timer. So whatever takes no time happens at one instant, in
/// every order the seeds can draw.
final class Scheduler {
  private final SplittableRandom order;
  private final int livelockLimit;
  private final Trace trace = new Trace();
  private final List<VirtualMailbox> ready = new ArrayList<>();
  private final PriorityQueue<Event> timers = new PriorityQueue<>();
  private final Consumer<String> onForeignThread;
  private Thread thread = Thread.currentThread();
  private @Nullable VirtualMailbox current;
  private long now;
  private long sequence;
  private long mailboxes;
  private long eventsAtThisInstant;

  Scheduler(long seed, int livelockLimit, Consumer<String> onForeignThread) {
    this.order = new SplittableRandom(seed);
    this.livelockLimit = livelockLimit;
    this.onForeignThread = onForeignThread;
  }

  static long nanos(Duration delay) {
    if (delay.isNegative()) {
      return 0;
    }
    return delay.toSeconds() >= Long.MAX_VALUE / 4_000_000_000L
        ? Long.MAX_VALUE / 4
        : delay.toNanos();
  }

  long now() {
    return now;
  }

  Trace trace() {
    return trace;
  }

  long nextMailboxNumber() {
    return ++mailboxes;
  }

  Event event(VirtualMailbox mailbox, Runnable task, long delay) {
    return new Event(mailbox, task, now + delay, ++sequence);
  }

  void later(Event event) {
    timers.add(event);
  }

  void ready(VirtualMailbox mailbox) {
    ready.add(mailbox);
  }

  @Nullable VirtualMailbox current() {
    return current;
  }

  boolean isCurrent(VirtualMailbox mailbox) {
    return current == mailbox && Thread.currentThread() == thread;
  }

  /// Let the caller's thread be the one that everything runs in.
  void adoptThread() {
    if (current != null) {
      throw new IllegalStateException(
          "an event of " + current + " may not run the world: it runs already");
    }
    thread = Thread.currentThread();
  }

  void requireThread() {
    if (Thread.currentThread() != thread) {
      String text =
          "the virtual world was entered from thread %s: something escaped the injected runtime"
              .formatted(Thread.currentThread().getName());
      onForeignThread.accept(text);
      throw new IllegalStateException(text);
    }
  }

  /// Run one event, if any is ready, without moving time.
  ///
  /// @return whether one ran
  boolean runOne() {
    while (!ready.isEmpty()) {
      int index = ready.size() == 1 ? 0 : order.nextInt(ready.size());
      VirtualMailbox mailbox = ready.get(index);
      Event event = mailbox.poll();
      if (event != null) {
        run(mailbox, event, index);
        return true;
      }
      dropUnlessReady(mailbox, index);
    }
    return false;
  }

  private void run(VirtualMailbox mailbox, Event event, int index) {
    if (++eventsAtThisInstant > livelockLimit) {
      throw new IllegalStateException(
          "%d events without progress of time; the last in %s"
              .formatted(eventsAtThisInstant, mailbox));
    }
    dropUnlessReady(mailbox, index);
    trace.event(now, mailbox);
    current = mailbox;
    try {
      event.task.run();
    } finally {
      current = null;
    }
  }

  /// Done before the event runs, so that an event that queues another one finds the mailbox's state right.
  private void dropUnlessReady(VirtualMailbox mailbox, int index) {
    if (!mailbox.staysReady()) {
      VirtualMailbox last = ready.removeLast();
      if (index < ready.size()) {
        ready.set(index, last);
      }
    }
  }

  /// Tell when the next timer is due.
  ///
  /// @return nanoseconds since the start, or -1 without timers
  long nextTimer() {
    Event next = timers.peek();
    while (next != null && !next.isLive()) {
      timers.poll();
      next = timers.peek();
    }
    return next == null ? -1 : next.due;
  }

  /// Move time on and make ready what is due then.
  void advanceTo(long time) {
    if (time > now) {
      now = time;
      eventsAtThisInstant = 0;
    }
    for (long due = nextTimer(); due >= 0 && due <= now; due = nextTimer()) {
      Event event = timers.poll();
      if (event != null) {
        event.mailbox.enqueue(event);
      }
    }
  }
}
