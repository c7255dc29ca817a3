package dev.cometj.reactor.pex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.Peer;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.switching.AssembledNode;
import dev.cometj.p2p.switching.SwitchAssembly;
import dev.cometj.p2p.testkit.TestSigner;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.network.MemoryNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whole nodes with production Switch and PEX reactor find each other in virtual time")
final class PexNetworkTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// A world of nodes that share nothing but a network.
  private static final class Nodes {
    final VirtualWorld world;
    final MemoryNetwork network;
    final Map<String, AssembledNode> running = new HashMap<>();

    Nodes(long seed) {
      world = VirtualWorld.ofSeed(seed);
      network = new MemoryNetwork(world);
    }

    static String address(String name, int number) {
      return NodeId.ofPublicKey(TestSigner.named(name).publicKey()) + "@" + ip(number) + ":26656";
    }

    static String ip(int number) {
      return "%d.%d.3.4".formatted(20 + number / 200, 1 + number % 200);
    }

    AssembledNode start(String name, int number, Map<String, String> more) {
      Map<String, String> settings = new HashMap<>(more);
      settings.put("p2p.laddr", "memory://" + ip(number) + ":26656");
      var runtime = world.node(name);
      AssembledNode node =
          SwitchAssembly.of(Settings.of(Path.of(name), settings), runtime, TestSigner.named(name))
              .network("test-chain")
              .transport(network.provider(runtime, ip(number)))
              .reactor(new PexReactorProvider())
              .assemble();
      world.await(node.start(), MINUTE);
      running.put(name, node);
      return node;
    }

    void stop(String name) {
      AssembledNode node = running.remove(name);
      if (node != null) {
        world.await(node.stop(), MINUTE);
      }
    }

    static Set<NodeId> peers(AssembledNode node) {
      Set<NodeId> ids = new HashSet<>();
      for (Peer peer : node.network().peers()) {
        ids.add(peer.id());
      }
      return ids;
    }
  }

  private static boolean knowEachOther(List<AssembledNode> nodes) {
    return nodes.stream()
        .allMatch(node ->
            nodes.stream()
                .filter(other -> other != node)
                .allMatch(other -> Nodes.peers(node).contains(other.id())));
  }

  @Test
  @DisplayName(
      "SX-01 three nodes that know only a seed are connected with each other within 90 seconds")
  void seedAndThree() {
    Nodes nodes = new Nodes(7);
    nodes.start("seed", 0, Map.of("p2p.seed_mode", "true"));
    List<AssembledNode> three = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      three.add(nodes.start("n" + i, i, Map.of("p2p.seeds", Nodes.address("seed", 0))));
    }
    nodes.world.runUntil("all know each other", () -> knowEachOther(three), Duration.ofSeconds(90));
  }

  @Test
  @DisplayName("nodes find each other again without the seed, from their books")
  void withoutTheSeed() {
    Nodes nodes = new Nodes(8);
    nodes.start("seed", 0, Map.of("p2p.seed_mode", "true"));
    Map<String, String> settings = Map.of("p2p.seeds", Nodes.address("seed", 0));
    for (int i = 1; i <= 3; i++) {
      nodes.start("n" + i, i, settings);
    }
    nodes.world.runFor(Duration.ofMinutes(5));
    List.of("seed", "n1", "n2", "n3").forEach(nodes::stop);
    List<AssembledNode> again =
        IntStream.rangeClosed(1, 3).mapToObj(i -> nodes.start("n" + i, i, settings)).toList();
    nodes.world.runUntil("all know each other", () -> knowEachOther(again), Duration.ofMinutes(3));
  }

  @Test
  @DisplayName(
      "100 nodes discover each other through one seed, and the same seed of the world gives the same run")
  void hundred() {
    Nodes first = discover(9);
    Nodes second = discover(9);
    assertThat(second.world.traceHash()).isEqualTo(first.world.traceHash());
    assertThat(second.world.eventCount()).isEqualTo(first.world.eventCount());
  }

  private static Nodes discover(long seed) {
    Nodes nodes = new Nodes(seed);
    nodes.start("seed", 0, Map.of("p2p.seed_mode", "true", "p2p.max_num_inbound_peers", "100"));
    for (int i = 1; i <= 100; i++) {
      nodes.start("n" + i, i, Map.of("p2p.seeds", Nodes.address("seed", 0)));
    }
    nodes.world.runFor(Duration.ofMinutes(4));
    List<AssembledNode> ordinary =
        nodes.running.values().stream()
            .filter(node -> !node.id().toString().equals(Nodes.address("seed", 0).substring(0, 40)))
            .toList();
    assertThat(ordinary).hasSize(100);
    for (AssembledNode node : ordinary) {
      assertThat(node.network().counts().outbound()).isBetween(5, 10);
    }
    assertThat(reachable(ordinary)).hasSizeGreaterThanOrEqualTo(100);
    return nodes;
  }

  /// Walk from peer to peer.
  private static Set<NodeId> reachable(List<AssembledNode> nodes) {
    Map<NodeId, AssembledNode> byId = new HashMap<>();
    nodes.forEach(node -> byId.put(node.id(), node));
    Set<NodeId> seen = new HashSet<>();
    List<NodeId> next = new ArrayList<>(List.of(nodes.getFirst().id()));
    while (!next.isEmpty()) {
      NodeId id = next.removeLast();
      AssembledNode node = byId.get(id);
      if (seen.add(id) && node != null) {
        next.addAll(Nodes.peers(node));
      }
    }
    seen.retainAll(byId.keySet());
    return seen;
  }
}
