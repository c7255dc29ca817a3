package dev.cometj.reactor.mempool.pool;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// Brings what other threads have for the core into its mailbox, many at once, so that a flood of answers costs one event
/// and not one each.
///
/// Any thread puts; the mailbox runs. Whoever turns `scheduled` to true posts the event. The event takes until the queue
/// is empty, turns `scheduled` to false, and only then looks at the queue once more: a thread that still saw true has put
/// its task before, so one of the two sees the other.
public final class Inlet {
  private static final int BATCH = 1024;

  private final Executor mailbox;
  private final Runnable afterwards;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /// Make an empty inlet.
  ///
  /// @param mailbox where tasks run
  /// @param afterwards runs after each batch of them
  Inlet(Executor mailbox, Runnable afterwards) {
    this.mailbox = mailbox;
    this.afterwards = afterwards;
  }

  /// Have something done in the mailbox. Any thread.
  ///
  /// @param task what to do; must not throw
  public void put(Runnable task) {
    tasks.add(task);
    schedule();
  }

  private void schedule() {
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      mailbox.execute(this::run);
    }
  }

  private void run() {
    try {
      Runnable task;
      for (int i = 0; i < BATCH && (task = tasks.poll()) != null; i++) {
        task.run();
      }
      afterwards.run();
    } finally {
      scheduled.set(false);
      if (!tasks.isEmpty()) {
        schedule();
      }
    }
  }
}
