package dev.cometj.p2p;

import java.time.Duration;
import java.time.Instant;

/// One direction of a connection, as a flow monitor saw it; `flowrate.Status` of the original.
///
/// @param start when monitoring began
/// @param duration for how long
/// @param idle since the last byte
/// @param bytes how many so far
/// @param samples how many intervals of at least 100 ms were measured
/// @param instantRate bytes per second in the last interval
/// @param currentRate bytes per second, smoothed over about a second
/// @param averageRate bytes per second since the start
/// @param peakRate the largest rate of one interval, bytes per second
public record FlowStatus(
    Instant start,
    Duration duration,
    Duration idle,
    long bytes,
    long samples,
    long instantRate,
    long currentRate,
    long averageRate,
    long peakRate) {}
