package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.spi.NodeRuntime;
import java.time.Duration;
import java.util.SplittableRandom;

/// Decides what happens to each read and write of one stream.
final class FuzzDice {
  /// What happens.
  sealed interface Fate {
    record Pass() implements Fate {}

    record Drop() implements Fate {}

    record Break() implements Fate {}

    record Delay(Duration duration) implements Fate {}
  }

  private final Fuzz fuzz;
  private final NodeRuntime runtime;
  private final SplittableRandom random;
  private final long start;

  FuzzDice(Fuzz fuzz, NodeRuntime runtime, SplittableRandom random) {
    this.fuzz = fuzz;
    this.runtime = runtime;
    this.random = random;
    this.start = runtime.nanoTime();
  }

  Fate roll() {
    if (runtime.nanoTime() - start < fuzz.quietPeriod().toNanos()) {
      return new Fate.Pass();
    }
    if (fuzz.mode() == Fuzz.Mode.DELAY) {
      return delay();
    }
    double roll = random.nextDouble();
    double closes = fuzz.dropProbability() + fuzz.closeProbability();
    if (roll < fuzz.dropProbability()) {
      return new Fate.Drop();
    }
    if (roll < closes) {
      return new Fate.Break();
    }
    return roll < closes + fuzz.sleepProbability() ? delay() : new Fate.Pass();
  }

  private Fate delay() {
    return new Fate.Delay(Duration.ofNanos(random.nextLong(fuzz.maxDelay().toNanos() + 1)));
  }
}
