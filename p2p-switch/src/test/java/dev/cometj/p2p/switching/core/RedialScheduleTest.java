package dev.cometj.p2p.switching.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RedialScheduleTest {
  /// Draws the smallest number every time.
  private static final RandomGenerator LEAST = () -> 0L;

  private static List<Long> pausesInSeconds(RandomGenerator random) {
    List<Long> result = new ArrayList<>();
    for (int failures = 1; ; failures++) {
      Optional<Duration> pause = RedialSchedule.pauseAfter(failures, random);
      if (pause.isEmpty()) {
        return result;
      }
      result.add(pause.get().toSeconds());
    }
  }

  @Test
  @DisplayName("SR-14 twenty tries 5 s apart, then ten with a back-off of 3^i s")
  void pauses() {
    List<Long> expected = new ArrayList<>();
    for (int i = 1; i < 20; i++) {
      expected.add(5L);
    }
    expected.add(5L + 3);
    for (int i = 2; i <= 10; i++) {
      expected.add(Math.round(Math.pow(3, i)));
    }
    assertThat(pausesInSeconds(LEAST)).isEqualTo(expected).hasSize(RedialSchedule.TRIES - 1);
  }

  @Test
  void lastsAboutADay() {
    long seconds = pausesInSeconds(LEAST).stream().mapToLong(Long::longValue).sum();
    assertThat(seconds).isEqualTo(20 * 5 + 88_572);
  }

  @Test
  void jitterIsLessThanThreeSeconds() {
    RandomGenerator random = new SplittableRandom(7);
    for (int i = 0; i < 1000; i++) {
      assertThat(RedialSchedule.jitter(random)).isBetween(Duration.ZERO, Duration.ofMillis(2999));
    }
  }

  @Test
  void printsItself() {
    assertThat(RedialSchedule.describe())
        .startsWith("at once and then 19 times after 5 s each, then after 3s, 9s, 27s, 1m21s,")
        .contains("16h24m9s");
  }
}
