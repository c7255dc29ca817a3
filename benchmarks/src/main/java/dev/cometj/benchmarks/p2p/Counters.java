package dev.cometj.benchmarks.p2p;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// What arrived at one connection; read from other threads.
final class Counters {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  // Written by the connection's thread; published by the volatile `messages`.
  private long bytes;
  private long firstNanos;
  private long lastNanos;
  private long disorder;
  private long checksum;
  private long expected;
  private volatile long messages;
  private volatile long ends;

  void message(ByteBuffer message) {
    byte[] array = message.array();
    int at = message.arrayOffset() + message.position();
    int length = message.remaining();
    long count = messages;
    if (count == 0) {
      firstNanos = now();
    }
    bytes += length;
    long sum = length;
    if (length >= 9) {
      long number = (long) LONG.get(array, at + 1);
      if (number != expected) {
        disorder++;
      }
      expected++;
      sum = sum * 31 + number;
      sum = sum * 31 + (array[at + length - 1] & 0xff);
    }
    checksum += sum;
    messages = count + 1;
  }

  void ended() {
    lastNanos = now();
    expected = 0;
    long count = ends;
    ends = count + 1;
  }

  void reset() {
    bytes = 0;
    firstNanos = 0;
    lastNanos = 0;
    disorder = 0;
    checksum = 0;
    messages = 0;
    ends = 0;
  }

  long ends() {
    return ends;
  }

  static long now() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
  }

  /// What the control port answers.
  record Stats(
      long messages,
      long bytes,
      long firstNanos,
      long lastNanos,
      long ends,
      double cpuSeconds,
      long rssKib,
      long heapKib,
      long threads,
      long connections,
      long handshakes,
      long disorder,
      long checksum) {

    String toJson() {
      return String.format(
          Locale.ROOT,
          "{\"msgs\":%d,\"bytes\":%d,\"first_ns\":%d,\"last_ns\":%d,\"ends\":%d,\"cpu_s\":%.6f,"
              + "\"rss_kib\":%d,\"heap_kib\":%d,\"threads\":%d,\"conns\":%d,\"handshakes\":%d,"
              + "\"disorder\":%d,\"checksum\":%s}",
          messages,
          bytes,
          firstNanos,
          lastNanos,
          ends,
          cpuSeconds,
          rssKib,
          heapKib,
          threads,
          connections,
          handshakes,
          disorder,
          Long.toUnsignedString(checksum));
    }

    static Stats parse(String json) {
      Json fields = Json.parse(json);
      return new Stats(
          fields.whole("msgs"),
          fields.whole("bytes"),
          fields.whole("first_ns"),
          fields.whole("last_ns"),
          fields.whole("ends"),
          fields.number("cpu_s"),
          fields.whole("rss_kib"),
          fields.whole("heap_kib"),
          fields.whole("threads"),
          fields.whole("conns"),
          fields.whole("handshakes"),
          fields.whole("disorder"),
          fields.whole("checksum"));
    }

    double elapsedSeconds() {
      return (lastNanos - firstNanos) / 1e9;
    }
  }

  static Stats stats(Iterable<Counters> all, long connections, AtomicLong handshakes) {
    long messages = 0;
    long bytes = 0;
    long first = Long.MAX_VALUE;
    long last = 0;
    long ends = 0;
    long disorder = 0;
    long checksum = 0;
    for (Counters one : all) {
      messages += one.messages;
      ends += one.ends;
      bytes += one.bytes;
      disorder += one.disorder;
      checksum += one.checksum;
      first = one.firstNanos == 0 ? first : Math.min(first, one.firstNanos);
      last = Math.max(last, one.lastNanos);
    }
    return new Stats(
        messages,
        bytes,
        first == Long.MAX_VALUE ? 0 : first,
        last,
        ends,
        cpuSeconds(),
        rssKib(),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        connections,
        handshakes.get(),
        disorder,
        checksum);
  }

  static double cpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  static long rssKib() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }
}
