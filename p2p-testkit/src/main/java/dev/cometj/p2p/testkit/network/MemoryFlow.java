package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.FlowStatus;
import dev.cometj.p2p.testkit.VirtualNode;
import java.time.Duration;
import java.time.Instant;

/// Counts one direction of a [MemoryLink].
final class MemoryFlow {
  private final VirtualNode node;
  private final Instant start;
  private final long startNanos;
  private long lastNanos;
  private long bytes;
  private long samples;

  MemoryFlow(VirtualNode node) {
    this.node = node;
    this.start = node.wallClock().instant();
    this.startNanos = node.nanoTime();
    this.lastNanos = startNanos;
  }

  void add(int count) {
    bytes += count;
    samples++;
    lastNanos = node.nanoTime();
  }

  Duration age() {
    return Duration.ofNanos(node.nanoTime() - startNanos);
  }

  FlowStatus status() {
    long now = node.nanoTime();
    double seconds = Math.max(1e-9, (double) (now - startNanos) / 1e9);
    long average = (long) ((double) bytes / seconds);
    return new FlowStatus(
        start,
        age(),
        Duration.ofNanos(now - lastNanos),
        bytes,
        samples,
        average,
        average,
        average,
        average);
  }
}
