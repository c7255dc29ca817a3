package dev.cometj.p2p.testkit;

import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// A mailbox of a [VirtualWorld]: first in, first out in itself, in an order drawn from the seed among others.
///
/// Made by [VirtualNode#mailbox] for cores and by [VirtualWorld#mailbox] for networks, whose links it keeps in
/// order. Calls from any other thread than the world's are refused and fail the test.
public final class VirtualMailbox implements Mailbox {
  private final Scheduler scheduler;
  private final Life life;
  private final String name;
  private final boolean mayBlock;
  private final long number;
  private final Queue<Event> queue = new ArrayDeque<>(4);
  private boolean ready;
  private boolean closed;

  VirtualMailbox(Scheduler scheduler, Life life, String name, boolean mayBlock) {
    this.scheduler = scheduler;
    this.life = life;
    this.name = name;
    this.mayBlock = mayBlock;
    this.number = scheduler.nextMailboxNumber();
  }

  /// Tell the name.
  ///
  /// @return the node's name and the mailbox's, for example `alice/PEX`
  public String name() {
    return name;
  }

  /// Count what waits to run, timers not included.
  ///
  /// @return the length of the queue
  public int size() {
    return queue.size();
  }

  @Override
  public void execute(Runnable event) {
    Objects.requireNonNull(event);
    scheduler.requireThread();
    if (!isClosed()) {
      enqueue(scheduler.event(this, event, 0));
    }
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable event) {
    Objects.requireNonNull(event);
    scheduler.requireThread();
    if (isClosed()) {
      return () -> {};
    }
    long nanos = Scheduler.nanos(delay);
    Event scheduled = scheduler.event(this, event, nanos);
    if (nanos <= 0) {
      enqueue(scheduled);
    } else {
      scheduler.later(scheduled);
    }
    return scheduled;
  }

  @Override
  public boolean isCurrent() {
    return scheduler.isCurrent(this);
  }

  @Override
  public void close() {
    scheduler.requireThread();
    closed = true;
    queue.clear();
  }

  boolean isClosed() {
    return closed || life.isOver();
  }

  void enqueue(Event event) {
    queue.add(event);
    if (!ready) {
      ready = true;
      scheduler.ready(this);
    }
  }

  /// Take the next event that is to run.
  ///
  /// @return the event, or null if nothing is left
  @Nullable Event poll() {
    Event event = queue.poll();
    while (event != null && !event.isLive()) {
      event = queue.poll();
    }
    return event;
  }

  /// Tell the scheduler whether to keep the mailbox among the ready ones after an event.
  boolean staysReady() {
    ready = !queue.isEmpty();
    return ready;
  }

  boolean mayBlock() {
    return mayBlock;
  }

  long number() {
    return number;
  }

  @Override
  public String toString() {
    return name;
  }
}
