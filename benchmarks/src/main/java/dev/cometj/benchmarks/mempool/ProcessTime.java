package dev.cometj.benchmarks.mempool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What processes of this machine have computed.
final class ProcessTime {
  /// How the kernel counts processor time for programs.
  private static final double TICKS_PER_SECOND = 100;

  private ProcessTime() {}

  /// Tell how long a process has computed, in its own code and in the kernel, in seconds.
  static double of(String pid) {
    try {
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
