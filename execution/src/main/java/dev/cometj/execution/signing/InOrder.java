package dev.cometj.execution.signing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Runs tasks that block, one after the other, on a thread that exists only while there are some. Usable from any
/// thread.
final class InOrder implements Executor {
  private final Executor blocking;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean isRunning;

  InOrder(Executor blocking) {
    this.blocking = blocking;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (waiting) {
      waiting.add(task);
      if (isRunning) {
        return;
      }
      isRunning = true;
    }
    blocking.execute(this::run);
  }

  private void run() {
    for (Runnable task = next(); task != null; task = next()) {
      task.run();
    }
  }

  private @Nullable Runnable next() {
    synchronized (waiting) {
      Runnable task = waiting.poll();
      isRunning = task != null;
      return task;
    }
  }
}
