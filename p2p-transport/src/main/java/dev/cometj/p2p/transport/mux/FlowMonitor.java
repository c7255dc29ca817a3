package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.FlowStatus;
import java.time.Duration;
import java.time.Instant;

/// Measures one direction of a link for [dev.cometj.p2p.ConnectionStatus]: `Monitor` of Go's `libs/flowrate`. An
/// interval ends with the first look at the clock after 100 ms; rates are smoothed over a second.
///
/// It is told of whole batches, with a time that was read anyway. Usable from any thread.
public final class FlowMonitor {
  private static final long SAMPLE = Duration.ofMillis(100).toNanos();
  private static final double WINDOW_SECONDS = 1;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Instant startTime;
  private final long start;
  private long bytes;
  private long samples;
  private double sampleRate;
  private double smoothedRate;
  private double peakRate;
  private long pendingBytes;
  private long sampled;
  private long lastTransfer;

  /// Make a monitor.
  ///
  /// @param startTime the wall clock, to show
  /// @param now the time
  public FlowMonitor(Instant startTime, long now) {
    this.startTime = startTime;
    start = now;
    sampled = now;
    lastTransfer = now;
  }

  /// Count what was transferred.
  ///
  /// @param count bytes
  /// @param now the time
  public synchronized void add(long count, long now) {
    pendingBytes += count;
    if (count > 0) {
      lastTransfer = now;
    }
    if (now - sampled >= SAMPLE) {
      sample(now);
    }
  }

  private void sample(long now) {
    double seconds = (double) (now - sampled) / NANOS_PER_SECOND;
    sampleRate = (double) pendingBytes / seconds;
    peakRate = Math.max(peakRate, sampleRate);
    if (samples > 0) {
      double weight = Math.exp(-seconds / WINDOW_SECONDS);
      smoothedRate = sampleRate + weight * (smoothedRate - sampleRate);
    } else {
      smoothedRate = sampleRate;
    }
    bytes += pendingBytes;
    pendingBytes = 0;
    samples++;
    sampled = now;
  }

  /// Show what was measured, up to the last interval that ended.
  ///
  /// @param now the time
  /// @return the measurements
  public synchronized FlowStatus status(long now) {
    add(0, now);
    long duration = sampled - start;
    boolean measured = duration > 0;
    return new FlowStatus(
        startTime,
        Duration.ofNanos(duration),
        Duration.ofNanos(now - lastTransfer),
        bytes,
        samples,
        measured ? Math.round(sampleRate) : 0,
        measured ? Math.round(smoothedRate) : 0,
        measured ? Math.round((double) bytes / ((double) duration / NANOS_PER_SECOND)) : 0,
        Math.round(peakRate));
  }
}
