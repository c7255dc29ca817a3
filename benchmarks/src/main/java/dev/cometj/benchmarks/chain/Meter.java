package dev.cometj.benchmarks.chain;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/// Wall time, processor time and allocation from a moment on.
final class Meter {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private static final double NANOS_PER_MICRO = 1000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final long allocated;
  private final long cpu;
  private final long wall;

  private Meter() {
    System.gc();
    allocated = THREADS.getTotalThreadAllocatedBytes();
    cpu = SYSTEM.getProcessCpuTime();
    wall = System.nanoTime();
  }

  static Meter start() {
    return new Meter();
  }

  /// Read it after so many operations.
  ///
  /// @param digest what proves that both programs did the same
  Reading read(long operations, String digest) {
    double nanos = System.nanoTime() - wall;
    return new Reading(
        operations,
        nanos / operations / NANOS_PER_MICRO,
        operations / nanos * NANOS_PER_SECOND,
        (SYSTEM.getProcessCpuTime() - cpu) / NANOS_PER_MICRO / operations,
        (double) (THREADS.getTotalThreadAllocatedBytes() - allocated) / operations,
        digest);
  }

  /// What one operation costs.
  record Reading(
      long operations,
      double micros,
      double perSecond,
      double cpuMicros,
      double allocatedBytes,
      String digest) {

    String toJson(String test) {
      return String.format(
          Locale.ROOT,
          "{\"test\":\"%s\",\"ops\":%d,\"op_us\":%f,\"per_s\":%f,\"cpu_op_us\":%f,\"alloc_b_per_op\":%f,\"digest\":\"%s\"}",
          test,
          operations,
          micros,
          perSecond,
          cpuMicros,
          allocatedBytes,
          digest);
    }
  }
}
