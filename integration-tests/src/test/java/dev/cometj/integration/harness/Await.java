package dev.cometj.integration.harness;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for something that another process does. Only these tests poll: the code under test never does.
public final class Await {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private Await() {}

  /// Returns as soon as the condition holds.
  ///
  /// @param deadline how long to wait at most
  /// @param what completes the sentence "timed out waiting until ..."
  /// @param condition asked about ten times a second
  /// @throws AssertionError when it does not hold in time
  public static void until(Duration deadline, String what, BooleanSupplier condition) {
    until(deadline, what, condition, () -> "");
  }

  /// Returns as soon as the condition holds; explains itself with what was seen last otherwise.
  ///
  /// @param deadline how long to wait at most
  /// @param what completes the sentence "timed out waiting until ..."
  /// @param condition asked about ten times a second
  /// @param lastSeen what to print when time is up
  /// @throws AssertionError when it does not hold in time
  public static void until(
      Duration deadline, String what, BooleanSupplier condition, Supplier<?> lastSeen) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0) {
        throw new AssertionError(
            "timed out after " + deadline + " waiting until " + what + "\n" + lastSeen.get());
      }
      pause(INTERVAL);
    }
  }

  /// Lets the time pass in which something must *not* happen.
  ///
  /// @param duration how long
  public static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
