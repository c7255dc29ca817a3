package dev.cometj.execution.block;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Stages whose failures reach the caller as they were thrown, and not wrapped.
final class Steps {
  private Steps() {}

  /// Work that may fail in any way.
  @FunctionalInterface
  interface Work<T> {
    T run() throws Exception;
  }

  static <T> CompletionStage<T> on(Executor executor, Work<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    try {
      executor.execute(() -> run(work, done));
    } catch (RejectedExecutionException e) {
      done.completeExceptionally(e); // the node is stopping
    }
    return done;
  }

  private static <T> void run(Work<T> work, CompletableFuture<T> done) {
    T result;
    try {
      result = work.run();
    } catch (Throwable e) { // whatever it is, nobody waits for ever
      done.completeExceptionally(e);
      return;
    }
    done.complete(result);
  }

  static CompletionStage<Void> done() {
    return CompletableFuture.completedStage(null);
  }

  /// A stage that ends like another one, without the wrapping that derived stages give to failures.
  static <T> CompletionStage<T> unwrapped(CompletionStage<T> stage) {
    CompletableFuture<T> bare = new CompletableFuture<>();
    stage.whenComplete((result, failure) -> {
      if (failure == null) {
        bare.complete(result);
      } else {
        bare.completeExceptionally(cause(failure));
      }
    });
    return bare;
  }

  static Throwable cause(Throwable failure) {
    Throwable bare = failure;
    while (bare instanceof CompletionException && bare.getCause() != null) {
      bare = bare.getCause();
    }
    return bare;
  }
}
