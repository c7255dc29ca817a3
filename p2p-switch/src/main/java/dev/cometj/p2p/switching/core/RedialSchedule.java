package dev.cometj.p2p.switching.core;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// When to dial a lost persistent peer again: `reconnectToPeer` of Go's `p2p/switch.go`; SR-14.
///
/// The first try is made at once. Twenty tries follow each other after 5 s each; then ten more, each after 3^i s, with i
/// from 1 to 10. To every pause a random part of less than 3 s is added. In all it takes about 24.6 hours; then the
/// address book is left to find the peer.
public final class RedialSchedule {
  /// How many tries there are in all.
  public static final int TRIES = 30;

  private static final int STEADY_TRIES = 20;
  private static final int STEADY_SECONDS = 5;
  private static final int BASE = 3;

  private RedialSchedule() {}

  /// Tell how long to wait after a failed try.
  ///
  /// @param failures how many tries have failed so far, from 1
  /// @param random draws the random part
  /// @return the pause before the next try, or empty to give up
  public static Optional<Duration> pauseAfter(int failures, RandomGenerator random) {
    if (failures >= TRIES) {
      return Optional.empty();
    }
    Duration pause = Duration.ZERO;
    if (failures <= STEADY_TRIES) {
      pause = pause.plusSeconds(STEADY_SECONDS).plus(jitter(random));
    }
    if (failures >= STEADY_TRIES) {
      pause = pause.plus(backOff(failures - STEADY_TRIES + 1)).plus(jitter(random));
    }
    return Optional.of(pause);
  }

  /// Draw the random part of a pause, which also spreads the first dials after a start.
  ///
  /// @param random draws it
  /// @return 0 to 2999 ms
  public static Duration jitter(RandomGenerator random) {
    return Duration.ofMillis(random.nextInt(3000));
  }

  private static Duration backOff(int exponent) {
    return Duration.ofSeconds(Math.round(Math.pow(BASE, exponent)));
  }

  /// Print the schedule for operators.
  ///
  /// @return one line
  public static String describe() {
    String backOffs =
        IntStream.rangeClosed(1, TRIES - STEADY_TRIES)
            .mapToObj(i -> backOff(i).toString().substring(2).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return "at once and then %d times after %d s each, then after %s; to each pause up to 3 s are added"
        .formatted(STEADY_TRIES - 1, STEADY_SECONDS, backOffs);
  }
}
