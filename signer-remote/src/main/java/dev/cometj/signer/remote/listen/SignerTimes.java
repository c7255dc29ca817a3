package dev.cometj.signer.remote.listen;

import java.time.Duration;

/// How long to wait for a signer.
///
/// @param connect for its connection, in each attempt
/// @param readWrite for each read and write
/// @param ping after the last answer, until it is pinged; less than what it waits before it hangs up
/// @param attempts how often a request is tried
/// @param pause between attempts
public record SignerTimes(
    Duration connect, Duration readWrite, Duration ping, int attempts, Duration pause) {
  /// Give the original's times.
  ///
  /// @return 3 s, 5 s, 3.3 s, and 50 attempts 100 ms apart
  public static SignerTimes defaults() {
    return new SignerTimes(
        Duration.ofSeconds(3),
        Duration.ofSeconds(5),
        Duration.ofMillis(3333),
        50,
        Duration.ofMillis(100));
  }
}
