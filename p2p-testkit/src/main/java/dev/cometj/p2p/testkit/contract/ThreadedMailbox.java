package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A mailbox that a thread of a pool drains.
final class ThreadedMailbox implements Mailbox {
  private static final System.Logger LOG = System.getLogger(ThreadedMailbox.class.getName());

  private final String name;
  private final ExecutorService threads;
  private final ScheduledExecutorService timers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private volatile @Nullable Thread draining;
  private boolean scheduled;
  private boolean closed;

  ThreadedMailbox(String name, ExecutorService threads, ScheduledExecutorService timers) {
    this.name = name;
    this.threads = threads;
    this.timers = timers;
  }

  @Override
  public void execute(Runnable event) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      queue.add(event);
      if (!scheduled) {
        scheduled = true;
        threads.execute(this::drain);
      }
    } catch (RejectedExecutionException e) {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable event) {
    AtomicBoolean cancelled = new AtomicBoolean();
    Runnable unlessCancelled =
        () -> {
          if (!cancelled.get()) {
            event.run();
          }
        };
    try {
      Future<?> timer =
          timers.schedule(
              () -> execute(unlessCancelled),
              Math.max(0, TimeUnit.NANOSECONDS.convert(delay)),
              TimeUnit.NANOSECONDS);
      return () -> {
        cancelled.set(true);
        timer.cancel(false);
      };
    } catch (RejectedExecutionException e) {
      return () -> {};
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // A thread is itself.
  public boolean isCurrent() {
    return draining == Thread.currentThread();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      queue.clear();
    } finally {
      lock.unlock();
    }
  }

  private void drain() {
    draining = Thread.currentThread();
    for (Runnable event = next(); event != null; event = next()) {
      try {
        event.run();
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.ERROR, "an event of " + name + " failed", e);
      }
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      Runnable event = queue.poll();
      if (event == null) {
        scheduled = false;
        draining = null;
      }
      return event;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
