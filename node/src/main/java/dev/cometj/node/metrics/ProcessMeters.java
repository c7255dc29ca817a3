package dev.cometj.node.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the machine says of this process, by the names that Prometheus' client libraries use. Read on each request.
final class ProcessMeters {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private ProcessMeters() {}

  static void append(StringBuilder out) {
    memory(out);
    collections(out);
    gauge(out, "jvm_threads_current", "Platform threads.", threads());
    operatingSystem(out);
  }

  private static void memory(StringBuilder out) {
    var memory = ManagementFactory.getMemoryMXBean();
    String name = "jvm_memory_used_bytes";
    Exposition.head(out, name, "Memory in use.", "gauge");
    area(out, name, "heap", memory.getHeapMemoryUsage());
    area(out, name, "nonheap", memory.getNonHeapMemoryUsage());
  }

  private static void area(StringBuilder out, String name, String area, MemoryUsage usage) {
    Exposition.sample(
        out, name, Exposition.labels(Map.of("area", area)), Long.toString(usage.getUsed()));
  }

  private static void collections(StringBuilder out) {
    Exposition.head(
        out, "jvm_gc_collection_seconds", "Time and number of garbage collections.", "summary");
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      String labels = Exposition.labels(Map.of("gc", collector.getName()));
      Exposition.sample(
          out,
          "jvm_gc_collection_seconds_count",
          labels,
          Long.toString(Math.max(0, collector.getCollectionCount())));
      Exposition.sample(
          out,
          "jvm_gc_collection_seconds_sum",
          labels,
          Exposition.number(Math.max(0, collector.getCollectionTime()) / MILLIS));
    }
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static void operatingSystem(StringBuilder out) {
    Exposition.single(
        out,
        "process_start_time_seconds",
        "Start of the process since the epoch.",
        "gauge",
        "",
        ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      Exposition.single(
          out,
          "process_cpu_seconds_total",
          "Processor time of the process.",
          "counter",
          "",
          system.getProcessCpuTime() / NANOS);
      if (system instanceof UnixOperatingSystemMXBean unix) {
        gauge(out, "process_open_fds", "Open files.", unix.getOpenFileDescriptorCount());
        gauge(out, "process_max_fds", "Limit of open files.", unix.getMaxFileDescriptorCount());
      }
    }
    residentMemory(out);
  }

  private static void residentMemory(StringBuilder out) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      lines
          .map(RESIDENT::matcher)
          .filter(Matcher::matches)
          .forEach(line ->
              gauge(
                  out,
                  "process_resident_memory_bytes",
                  "Memory of the process in use.",
                  Long.parseLong(line.group(1)) * 1024));
    } catch (IOException | UncheckedIOException e) {
      // only Linux tells it this way: without it the sample is left out
    }
  }

  private static void gauge(StringBuilder out, String name, String help, long value) {
    Exposition.single(out, name, help, "gauge", "", (double) value);
  }
}
