package dev.cometj.integration.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.network.SimulatedNetwork.Kind;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.network.Chaos;
import dev.cometj.p2p.testkit.network.Fuzz;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole networks of production nodes in one thread and in virtual time.
class PexSimulationTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// Make nodes that know nobody but one seed.
  private static SimulatedNetwork aroundASeed(Kind kind, VirtualWorld world, int count) {
    SimulatedNetwork network = SimulatedNetwork.of(kind, world);
    SimulatedNode seed = network.add().with("p2p.seed_mode", "true");
    for (int i = 1; i < count; i++) {
      network.add().with("p2p.seeds", seed.address());
    }
    return network;
  }

  /// Make nodes that know nobody but their predecessor.
  private static SimulatedNetwork inALine(Kind kind, VirtualWorld world, int count) {
    return inALine(SimulatedNetwork.of(kind, world), count);
  }

  private static SimulatedNetwork inALine(SimulatedNetwork network, int count) {
    SimulatedNode former = network.add();
    for (int i = 1; i < count; i++) {
      former = network.add().with("p2p.seeds", former.address());
    }
    return network;
  }

  @Test
  @DisplayName("a hundred nodes in one thread discover each other through one seed")
  void aHundredNodesDiscoverEachOther() {
    SimulatedNetwork network = aroundASeed(Kind.MESSAGES, VirtualWorld.create(), 100);
    network.startAll();
    network
        .world()
        .runUntil(
            "every node has all the outbound peers it wants",
            () -> network.nodes().stream().allMatch(node -> node.counts().outbound() >= 10),
            Duration.ofMinutes(15));
    network.world().runFor(Duration.ofMinutes(3));

    network.assertConsistent();
    assertThat(network.reachable()).isEqualTo(100);
    assertThat(network.nodes())
        .allSatisfy(node -> assertThat(node.knownIds()).hasSizeGreaterThan(50));
    network.stopAll();
    assertThat(network.faults().connectionCount()).isZero();
  }

  @Test
  @DisplayName("thirty hours pass: the seed hangs up after 28, and nothing piles up")
  void thirtyHoursPass() {
    SimulatedNetwork network = aroundASeed(Kind.MESSAGES, VirtualWorld.create(), 10);
    network.startAll();
    network.world().runFor(Duration.ofHours(1));
    long before = network.world().eventCount();
    network.world().runFor(Duration.ofHours(1));
    long secondHour = network.world().eventCount() - before;
    network.world().runFor(Duration.ofHours(27));
    before = network.world().eventCount();
    network.world().runFor(Duration.ofHours(1));
    long lastHour = network.world().eventCount() - before;

    network.assertConsistent();
    assertThat(network.nodes().getFirst().longestConnection()).isLessThan(Duration.ofHours(3));
    assertThat(network.nodes().getLast().longestConnection()).isGreaterThan(Duration.ofHours(29));
    assertThat(lastHour).isLessThan(2 * secondHour);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("nodes in a line, each knowing its predecessor alone, become a mesh")
  void aLineBecomesAMesh(Kind kind) {
    SimulatedNetwork network = inALine(kind, VirtualWorld.create(), 8);
    network.startAll();
    network
        .world()
        .runUntil(
            "everybody is connected with everybody",
            () -> network.nodes().stream().allMatch(node -> node.peers().size() == 7),
            Duration.ofMinutes(30));
    network.world().runFor(Duration.ofMinutes(3));

    network.assertConsistent();
    assertThat(network.nodes()).allSatisfy(node -> assertThat(node.knownIds()).hasSize(7));
    network.stopAll();
    assertThat(network.faults().connectionCount()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "broken connections, partitions, slow spells and crashes pass, and the network heals")
  void theNetworkHealsAfterChaos(Kind kind) {
    int count = kind == Kind.MESSAGES ? 20 : 8;
    SimulatedNetwork network = inALine(kind, VirtualWorld.create(), count);
    network.startAll();
    chaos(network, Duration.ofMinutes(30));
    int wanted = Math.min(10, count - 1);
    network
        .world()
        .runUntil(
            "every node has enough peers again",
            () -> network.nodes().stream().allMatch(node -> node.peers().size() >= wanted),
            Duration.ofHours(2));
    network.world().runFor(Duration.ofMinutes(5));

    network.assertConsistent();
    assertThat(network.reachable()).isEqualTo(count);
  }

  @Test
  @DisplayName(
      "nodes whose every read and write takes up to three seconds become a mesh all the same")
  void slowStreamsMakeAMesh() {
    Fuzz fuzz = Fuzz.delays().after(Duration.ofSeconds(5));
    SimulatedNetwork network =
        inALine(SimulatedNetwork.ofFuzzedStreams(VirtualWorld.create(), fuzz), 5);
    network.startAll();
    network
        .world()
        .runUntil(
            "everybody is connected with everybody",
            () -> network.nodes().stream().allMatch(node -> node.peers().size() == 4),
            Duration.ofHours(2));
  }

  @Test
  @DisplayName("streams that lose a fifth of what is written break links, and never a node")
  void lossyStreamsBreakLinksOnly() {
    Fuzz fuzz = Fuzz.drops().after(Duration.ofSeconds(5));
    SimulatedNetwork network =
        inALine(SimulatedNetwork.ofFuzzedStreams(VirtualWorld.create(), fuzz), 5);
    network.startAll();
    network.world().runFor(Duration.ofMinutes(30));

    assertThat(network.world().failures()).isEmpty();
    assertThat(network.nodes()).allSatisfy(node -> assertThat(node.dials()).isNotEmpty());
    network.stopAll();
    assertThat(network.faults().connectionCount()).isZero();
  }

  private static void chaos(SimulatedNetwork network, Duration duration) {
    VirtualWorld world = network.world();
    RandomGenerator random = world.random("crashes");
    Chaos chaos =
        new Chaos(world, network.faults())
            .breaking(Duration.ofSeconds(15))
            .partitioning(Duration.ofMinutes(2), MINUTE)
            .slowing(Duration.ofMinutes(3), MINUTE, Duration.ofSeconds(2))
            .start();
    Duration end = world.now().plus(duration);
    while (world.now().compareTo(end) < 0) {
      world.runFor(MINUTE);
      SimulatedNode victim = network.nodes().get(random.nextInt(network.nodes().size()));
      victim.crash();
      world.runFor(Duration.ofSeconds(random.nextInt(60)));
      network.start(victim);
    }
    chaos.stop();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("the same seed gives the same run, event by event, and another seed another")
  void aRunReplaysFromItsSeed(Kind kind) {
    Map<String, Long> first = run(kind, 11);

    assertThat(run(kind, 11)).isEqualTo(first);
    assertThat(run(kind, 12).get("hash")).isNotEqualTo(first.get("hash"));
  }

  private static Map<String, Long> run(Kind kind, long seed) {
    SimulatedNetwork network =
        aroundASeed(kind, VirtualWorld.ofSeed(seed), kind == Kind.MESSAGES ? 30 : 6);
    network.startAll();
    chaos(network, Duration.ofMinutes(10));
    Map<String, Long> result = new TreeMap<>();
    result.put("hash", network.world().traceHash());
    result.put("events", network.world().eventCount());
    for (SimulatedNode node : network.nodes()) {
      result.put("peers of " + node, (long) node.peers().hashCode());
      result.put("book of " + node, (long) node.knownIds().hashCode());
    }
    return result;
  }
}
