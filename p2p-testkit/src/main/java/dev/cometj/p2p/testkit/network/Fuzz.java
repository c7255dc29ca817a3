package dev.cometj.p2p.testkit.network;

import java.time.Duration;

/// How a [FuzzedStreamNetwork] spoils streams; `FuzzConnConfig` of the original.
///
/// @param mode what is done at all
/// @param maxDelay the longest delay of one read or write
/// @param dropProbability how likely a write is lost, 0..1; in mode `DROP`
/// @param closeProbability how likely a read or write breaks the stream instead, 0..1; in mode `DROP`
/// @param sleepProbability how likely a read or write is delayed, 0..1; in mode `DROP`
/// @param quietPeriod how long a new stream is left alone
public record Fuzz(
    Mode mode,
    Duration maxDelay,
    double dropProbability,
    double closeProbability,
    double sleepProbability,
    Duration quietPeriod) {
  /// The two modes of the original.
  public enum Mode {
    /// Lose writes, break streams, delay some.
    DROP,
    /// Delay every read and write.
    DELAY
  }

  private static final Duration MAX_DELAY = Duration.ofSeconds(3);
  private static final double DROP_PROBABILITY = 0.2;

  /// Give the original's defaults.
  ///
  /// @return mode `DROP`: a fifth of the writes is lost
  public static Fuzz drops() {
    return new Fuzz(Mode.DROP, MAX_DELAY, DROP_PROBABILITY, 0, 0, Duration.ZERO);
  }

  /// Give the original's delays.
  ///
  /// @return mode `DELAY`: every read and write takes up to three seconds
  public static Fuzz delays() {
    return new Fuzz(Mode.DELAY, MAX_DELAY, 0, 0, 0, Duration.ZERO);
  }

  /// Leave new streams alone for a while, for example until their handshake is over.
  ///
  /// @param value how long
  /// @return the same fuzz, later
  public Fuzz after(Duration value) {
    return new Fuzz(mode, maxDelay, dropProbability, closeProbability, sleepProbability, value);
  }
}
