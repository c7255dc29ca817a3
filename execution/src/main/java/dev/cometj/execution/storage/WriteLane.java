package dev.cometj.execution.storage;

import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Does the writes of a store one after the other, in the order of the calls, on an executor.
///
/// After the device has failed nothing is written any more: what a later write builds on may not be there.
final class WriteLane {
  private final Executor executor;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile @Nullable StoreException broken;

  WriteLane(Executor executor) {
    this.executor = executor;
  }

  CompletionStage<Void> run(Runnable write) {
    return call(
            () -> {
              write.run();
              return true;
            })
        .thenApply(_ -> null);
  }

  <T> CompletionStage<T> call(Supplier<T> write) {
    CompletableFuture<T> done = new CompletableFuture<>();
    waiting.add(() -> attempt(write, done));
    if (count.getAndIncrement() == 0) {
      try {
        executor.execute(this::drain);
      } catch (RejectedExecutionException e) {
        broken = new StoreException(Reason.CLOSED, "the node is stopping", e);
        drain();
      }
    }
    return done.minimalCompletionStage();
  }

  private void drain() {
    do {
      Runnable write = waiting.poll();
      if (write != null) {
        write.run();
      }
    } while (count.decrementAndGet() > 0);
  }

  private <T> void attempt(Supplier<T> write, CompletableFuture<T> done) {
    StoreException failure = broken;
    if (failure != null) {
      done.completeExceptionally(failure);
      return;
    }
    T result;
    try {
      result = write.get();
    } catch (StoreException e) {
      if (e.reason() == Reason.DEVICE) {
        broken = e;
      }
      done.completeExceptionally(e);
      return;
    } catch (RuntimeException | Error e) {
      done.completeExceptionally(e);
      return;
    }
    done.complete(result);
  }
}
