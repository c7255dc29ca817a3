package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.spi.NodeRuntime;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// A contract's world with real threads and the machine's clock, for transports that need sockets.
public final class ThreadedContractWorld implements ContractWorld {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LONGEST_PASS = Duration.ofMillis(200);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Map<String, ThreadedRuntime> runtimes = new ConcurrentHashMap<>();

  /// Make a world.
  public ThreadedContractWorld() {}

  @Override
  public NodeRuntime runtime(String node) {
    return runtimes.computeIfAbsent(node, ThreadedRuntime::new);
  }

  @Override
  public void changed() {
    lock.lock();
    try {
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void await(String what, BooleanSupplier condition) {
    if (!awaitFor(PATIENCE, condition)) {
      throw new AssertionError("after %s still not: %s".formatted(PATIENCE, what));
    }
  }

  @Override
  public <T> T await(CompletionStage<T> stage) {
    CompletableFuture<T> future =
        stage.toCompletableFuture().whenComplete((value, fault) -> changed());
    await("the stage has ended", future::isDone);
    try {
      return future.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  @Override
  public void pass(Duration duration) {
    Duration shorter = duration.compareTo(LONGEST_PASS) < 0 ? duration : LONGEST_PASS;
    if (awaitFor(shorter, () -> false)) {
      throw new AssertionError("false became true");
    }
  }

  private boolean awaitFor(Duration limit, BooleanSupplier condition) {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        // A change may escape us between the question and the wait, hence the bound.
        long slice = Math.min(left, TimeUnit.MILLISECONDS.toNanos(20));
        left -= slice - Math.max(0, change.awaitNanos(slice));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    runtimes.values().forEach(ThreadedRuntime::close);
  }
}
