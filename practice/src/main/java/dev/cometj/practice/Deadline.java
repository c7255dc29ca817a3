package dev.cometj.practice;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// When everything has to be done.
///
/// @param nanoTime by the clock of [System#nanoTime()]
record Deadline(long nanoTime) {
  static Deadline in(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos());
  }

  /// How much time is left.
  ///
  /// @throws PracticeException if none is
  Duration left() {
    long nanos = nanoTime - System.nanoTime();
    if (nanos <= 0) {
      throw new PracticeException("it took too long");
    }
    return Duration.ofNanos(nanos);
  }

  /// Waits for what a stage gives.
  ///
  /// @throws CompletionException with the failure of the stage, or if it does not end in time
  <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(left().toNanos(), TimeUnit.NANOSECONDS).join();
  }
}
