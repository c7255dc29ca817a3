package dev.cometj.node.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// SIGTERM and Ctrl-C. The JVM answers both by its shutdown sequence with a status of its own; a hook keeps that
/// waiting until the command has cleaned up, and then ends the process with the command's status.
public final class SystemInterruption implements Surroundings.Interruption {
  /// A node that is asked to stop has to be gone within five seconds.
  private static final long PATIENCE_MILLIS = 4_500;

  private final CompletableFuture<Void> requested = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger status = new AtomicInteger(1);
  private final AtomicBoolean isHooked = new AtomicBoolean();

  /// Makes it; signals are not looked at before somebody waits for them.
  public SystemInterruption() {}

  @Override
  public boolean await(Duration patience) {
    watch();
    try {
      requested.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request does not fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void request() {
    requested.complete(null);
  }

  @Override
  public void whenRequested(Runnable action) {
    var _ = requested.thenRun(action);
  }

  @Override
  public void watch() {
    if (isHooked.compareAndSet(false, true)) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "cometj-stop"));
    }
  }

  /// Tells that the command has ended.
  ///
  /// @param code the process's exit status
  public void end(int code) {
    status.set(code);
    ended.countDown();
  }

  private void shutDown() {
    request();
    boolean isClean = false;
    try {
      isClean = ended.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!isClean) {
      System.err.println("ERROR: the node did not stop in time and was cut off");
    }
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(status.get());
  }
}
