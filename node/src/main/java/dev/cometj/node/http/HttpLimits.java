package dev.cometj.node.http;

import java.time.Duration;

/// What clients may hold of a server.
///
/// @param connections open at one time; 0: no limit. Further ones wait to be accepted
/// @param headerBytes of one request
/// @param bodyBytes of one request
/// @param allBodyBytes of all requests that have not arrived whole
/// @param reading from the first byte of a request to its last, and for an idle connection
/// @param writing from the answer to its last byte
public record HttpLimits(
    int connections,
    int headerBytes,
    int bodyBytes,
    long allBodyBytes,
    Duration reading,
    Duration writing) {
  private static final long ALL_BODIES = 64;

  /// Makes limits with the original's times.
  ///
  /// @param connections open at one time; 0: no limit
  /// @param headerBytes of one request
  /// @param bodyBytes of one request
  /// @return the limits
  public static HttpLimits of(long connections, long headerBytes, long bodyBytes) {
    return new HttpLimits(
        clamp(connections),
        clamp(headerBytes),
        clamp(bodyBytes),
        ALL_BODIES * Math.max(1 << 20, clamp(bodyBytes)),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10));
  }

  /// Changes the time for answers.
  ///
  /// @param duration the longest
  /// @return a copy with it
  public HttpLimits writing(Duration duration) {
    return new HttpLimits(connections, headerBytes, bodyBytes, allBodyBytes, reading, duration);
  }

  private static int clamp(long number) {
    return (int) Math.min(number, Integer.MAX_VALUE - 8);
  }
}
