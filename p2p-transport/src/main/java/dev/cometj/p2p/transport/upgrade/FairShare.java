package dev.cometj.p2p.transport.upgrade;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// A few places in the line of a busy executor, whatever waits for them: a flood of handshakes must not keep the executor
/// from decoding what peers send. Tasks begin in order. Usable from any thread.
///
/// A task is queued before a place is looked for, and a place is given back before the queue is looked at, so one of the
/// two always sees the other.
final class FairShare implements Executor {
  private static final int PLACES = 4;

  private final Executor executor;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger taken = new AtomicInteger();

  FairShare(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    waiting.add(task);
    takePlace();
  }

  private void takePlace() {
    int before = taken.get();
    while (before < PLACES) {
      if (taken.compareAndSet(before, before + 1)) {
        submit();
        return;
      }
      before = taken.get();
    }
  }

  private void submit() {
    try {
      executor.execute(this::runNext);
    } catch (RejectedExecutionException e) {
      taken.decrementAndGet();
      throw e;
    }
  }

  private void runNext() {
    Runnable task = waiting.poll();
    try {
      if (task != null) {
        task.run();
      }
    } finally {
      taken.decrementAndGet();
      if (!waiting.isEmpty()) {
        takePlace();
      }
    }
  }
}
