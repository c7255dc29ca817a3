package dev.cometj.integration.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.network.SimulatedNetwork.Kind;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A day of redialling a persistent peer, in seconds.
class RedialSimulationTest {
  /// A dial that is refused takes two trips of at most 80 ms, over streams and over messages.
  private static final Duration DIAL = Duration.ofMillis(200);

  private static final Duration JITTER = Duration.ofSeconds(3);

  private static SimulatedNetwork twoNodes(Kind kind) {
    SimulatedNetwork network = SimulatedNetwork.of(kind, VirtualWorld.create());
    SimulatedNode here = network.add().with("p2p.pex", "false");
    SimulatedNode there = network.add().with("p2p.pex", "false");
    here.with("p2p.persistent_peers", there.address());
    return network;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "a persistent peer that stays away is dialled 31 times in 24.6 hours, and then no more")
  void aPersistentPeerThatStaysAwayIsDialledByTheSchedule(Kind kind) {
    SimulatedNetwork network = twoNodes(kind);
    SimulatedNode here = network.nodes().getFirst();
    network.start(here);
    network.world().runFor(Duration.ofDays(7));
    List<Duration> attempts = here.dials();

    assertThat(attempts).hasSize(1 + 20 + 10);
    assertGap(attempts, 1, Duration.ZERO, Duration.ZERO);
    for (int i = 2; i <= 20; i++) {
      assertGap(attempts, i, Duration.ofSeconds(5), JITTER);
    }
    // Here the last wait of the first phase comes before the first of the second.
    assertGap(attempts, 21, Duration.ofSeconds(5 + 3), JITTER.multipliedBy(2));
    for (int i = 2; i <= 10; i++) {
      assertGap(attempts, 20 + i, Duration.ofSeconds((long) Math.pow(3, i)), JITTER);
    }
    assertThat(attempts.getLast()).isBetween(Duration.ofHours(24), Duration.ofHours(25));
  }

  private static void assertGap(
      List<Duration> attempts, int index, Duration sleep, Duration jitter) {
    assertThat(attempts.get(index).minus(attempts.get(index - 1)))
        .as("wait before attempt %d", index + 1)
        .isBetween(sleep, sleep.plus(jitter).plus(DIAL));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a persistent peer that comes back after ten hours is found at the next attempt")
  void aPersistentPeerThatComesBackIsFound(Kind kind) {
    SimulatedNetwork network = twoNodes(kind);
    SimulatedNode here = network.nodes().getFirst();
    SimulatedNode there = network.nodes().getLast();
    network.start(here);
    network.world().runFor(Duration.ofHours(10));
    int before = here.dials().size();
    network.start(there);
    network
        .world()
        .runUntil("it is found", () -> here.peers().contains(there.id()), Duration.ofHours(15));

    assertThat(here.dials()).hasSize(before + 1);
    network.world().runFor(Duration.ofSeconds(5));
    network.assertConsistent();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a persistent peer that crashes is redialled within seconds of its return")
  void aPersistentPeerThatCrashesIsRedialled(Kind kind) {
    SimulatedNetwork network = twoNodes(kind);
    network.startAll();
    SimulatedNode here = network.nodes().getFirst();
    SimulatedNode there = network.nodes().getLast();
    network
        .world()
        .runUntil("they meet", () -> here.peers().contains(there.id()), Duration.ofMinutes(1));
    there.crash();
    network.world().runFor(Duration.ofMinutes(1));
    assertThat(here.peers()).isEmpty();
    network.start(there);
    network
        .world()
        .runUntil(
            "they meet again", () -> here.peers().contains(there.id()), Duration.ofSeconds(9));
  }
}
