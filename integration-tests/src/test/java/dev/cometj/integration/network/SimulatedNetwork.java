package dev.cometj.integration.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerCounts;
import dev.cometj.p2p.spi.StreamNetwork;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.spi.TransportProvider;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.network.FaultyNetwork;
import dev.cometj.p2p.testkit.network.Fuzz;
import dev.cometj.p2p.testkit.network.FuzzedStreamNetwork;
import dev.cometj.p2p.testkit.network.MemoryNetwork;
import dev.cometj.p2p.testkit.network.SimulatedInternet;
import dev.cometj.p2p.transport.StreamTransport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/// Many nodes in one thread.
final class SimulatedNetwork {
  /// Hundreds of nodes are quiet; what matters is asserted. Kept here, since the platform forgets loggers.
  private static final Logger LOG = Logger.getLogger("dev.cometj");

  static {
    LOG.setLevel(Level.OFF);
  }

  private static final Duration AT_REST = Duration.ofMinutes(1);

  private final VirtualWorld world;
  private final FaultyNetwork faults;
  private final Function<SimulatedNode, TransportProvider> transports;
  private final String scheme;
  private final List<SimulatedNode> nodes = new ArrayList<>();

  private SimulatedNetwork(
      VirtualWorld world,
      FaultyNetwork faults,
      String scheme,
      Function<SimulatedNode, TransportProvider> transports) {
    this.world = world;
    this.faults = faults;
    this.scheme = scheme;
    this.transports = transports;
    faults.conditions().latency(Duration.ofMillis(5), Duration.ofMillis(80));
  }

  /// How the nodes are connected.
  enum Kind {
    /// Links of whole messages.
    MESSAGES,
    /// Byte streams under the standard transport: secret connections and all.
    STREAMS
  }

  static SimulatedNetwork of(Kind kind, VirtualWorld world) {
    return switch (kind) {
      case MESSAGES -> ofMessages(world);
      case STREAMS -> ofStreams(world);
    };
  }

  private static SimulatedNetwork ofMessages(VirtualWorld world) {
    MemoryNetwork network = new MemoryNetwork(world);
    return new SimulatedNetwork(
        world, network, MemoryNetwork.SCHEME, node -> network.provider(node.runtime(), node.ip()));
  }

  private static SimulatedNetwork ofStreams(VirtualWorld world) {
    SimulatedInternet internet = new SimulatedInternet(world);
    return new SimulatedNetwork(
        world,
        internet,
        "simulated",
        node -> standard(node, internet.streams(node.runtime(), node.ip())));
  }

  /// Make a network of byte streams that are spoiled.
  static SimulatedNetwork ofFuzzedStreams(VirtualWorld world, Fuzz fuzz) {
    SimulatedInternet internet = new SimulatedInternet(world);
    return new SimulatedNetwork(
        world,
        internet,
        "simulated",
        node ->
            standard(
                node,
                new FuzzedStreamNetwork(
                    internet.streams(node.runtime(), node.ip()), node.runtime(), fuzz)));
  }

  /// Put the standard transport on a node's streams.
  private static TransportProvider standard(SimulatedNode node, StreamNetwork streams) {
    return new TransportProvider() {
      @Override
      public String scheme() {
        return node.scheme();
      }

      @Override
      public Transport create(TransportContext context) {
        return StreamTransport.over(streams, context);
      }
    };
  }

  VirtualWorld world() {
    return world;
  }

  FaultyNetwork faults() {
    return faults;
  }

  List<SimulatedNode> nodes() {
    return nodes;
  }

  /// Describe the next node. Each has an IP in a group of its own, so that address books spread them.
  SimulatedNode add() {
    int number = nodes.size();
    String ip = "%d.%d.7.9".formatted(40 + number % 60, number);
    SimulatedNode node = new SimulatedNode(world.node("node-" + number), scheme, ip);
    nodes.add(node);
    return node;
  }

  void start(SimulatedNode node) {
    node.start(transports.apply(node));
  }

  void startAll() {
    nodes.forEach(this::start);
  }

  void stopAll() {
    nodes.forEach(SimulatedNode::stop);
  }

  /// Count the nodes that can be reached from the first one over connections.
  int reachable() {
    Map<NodeId, SimulatedNode> byId = byId();
    Set<NodeId> seen = new HashSet<>(Set.of(nodes.getFirst().id()));
    Deque<SimulatedNode> next = new ArrayDeque<>(List.of(nodes.getFirst()));
    while (!next.isEmpty()) {
      for (NodeId peer : next.remove().peers()) {
        if (seen.add(peer)) {
          next.add(byId.get(peer));
        }
      }
    }
    return seen.size();
  }

  /// Tell which connections only one end knows: for a moment those that are being made or ended.
  private String oneSided() {
    Map<NodeId, SimulatedNode> byId = byId();
    StringBuilder text = new StringBuilder();
    for (SimulatedNode node : nodes) {
      for (NodeId peer : node.peers()) {
        if (!byId.get(peer).peers().contains(node.id())) {
          text.append(node).append("->").append(byId.get(peer)).append(' ');
        }
      }
    }
    return text.toString();
  }

  /// Check what holds for every network at rest: each connection is known at both ends, and no node has more than it
  /// wants. A seed crawls: it dials as many as it knows.
  void assertConsistent() {
    world.runUntil("every connection is known at both ends", () -> oneSided().isEmpty(), AT_REST);
    for (SimulatedNode node : nodes) {
      PeerCounts counts = node.counts();
      if (!node.isSeed()) {
        assertThat(counts.outbound()).as("outbound peers of %s", node).isLessThanOrEqualTo(10);
      }
      assertThat(counts.inbound()).as("inbound peers of %s", node).isLessThanOrEqualTo(40);
    }
  }

  private Map<NodeId, SimulatedNode> byId() {
    return nodes.stream().collect(Collectors.toMap(SimulatedNode::id, Function.identity()));
  }
}
