package dev.cometj.benchmarks.chain;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is done over and over.
final class Work {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Supplier<?> task;
  private final int count;
  private final String digest;

  /// Where results go, so that the JVM cannot leave out the work.
  private volatile @Nullable Object result;

  /// Describes work.
  ///
  /// @param task what is done
  /// @param count how many operations that is
  /// @param digest what proves that both programs did the same
  Work(Supplier<?> task, int count, String digest) {
    this.task = task;
    this.count = count;
    this.digest = digest;
  }

  /// Works until the time is over, first to warm up.
  static Meter.Reading timed(ChainOptions options, Work work) {
    var _ = work.repeat(options.warmUp());
    Meter meter = Meter.start();
    long times = work.repeat(options.seconds());
    return meter.read(times * work.count, work.digest);
  }

  private long repeat(double seconds) {
    long end = System.nanoTime() + (long) (seconds * NANOS_PER_SECOND);
    long times = 0;
    while (System.nanoTime() - end < 0) {
      result = task.get();
      times++;
    }
    return times;
  }

  @Override
  public String toString() {
    return "work of which the last result is " + result;
  }
}
