package dev.cometj.reactor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.Evidence;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.PeerHeight;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.spi.TransportProvider;
import dev.cometj.p2p.switching.AssembledNode;
import dev.cometj.p2p.switching.SwitchAssembly;
import dev.cometj.p2p.testkit.TestSigner;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.network.MemoryNetwork;
import dev.cometj.p2p.testkit.network.SimulatedInternet;
import dev.cometj.p2p.testkit.reactor.RawReactor;
import dev.cometj.p2p.transport.StreamTransport;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Whole nodes with production Switch tell each other of evidence in virtual time")
final class EvidenceNetworkTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// How nodes are connected.
  enum Links {
    /// By whole messages.
    MEMORY,
    /// By secret connections over byte streams.
    WIRE
  }

  /// Nodes in a line: each dials the one before.
  private static final class Line {
    final VirtualWorld world = VirtualWorld.create();
    final List<TestChain> chains = new ArrayList<>();
    final List<AssembledNode> nodes = new ArrayList<>();
    private final String scheme;
    private final BiFunction<VirtualNode, String, TransportProvider> transports;

    Line(Links links) {
      if (links == Links.MEMORY) {
        MemoryNetwork network = new MemoryNetwork(world);
        scheme = MemoryNetwork.SCHEME;
        transports = network::provider;
      } else {
        SimulatedInternet internet = new SimulatedInternet(world);
        scheme = "simulated";
        transports =
            (node, ip) ->
                new TransportProvider() {
                  @Override
                  public String scheme() {
                    return scheme;
                  }

                  @Override
                  public Transport create(TransportContext context) {
                    return StreamTransport.over(internet.streams(node, ip), context);
                  }
                };
      }
    }

    private static String address(int number) {
      return NodeId.ofPublicKey(TestSigner.named("node " + number).publicKey())
          + "@20.1.0."
          + number
          + ":26656";
    }

    /// A reactor that tells its peers a height, and publishes theirs: what block sync and consensus do.
    private static RawReactor telling(long height) {
      return new RawReactor("HEIGHT", RawReactor.channel(0x20).build())
          .publishing(PeerHeight.KEY)
          .whenStarted(peer -> peer.send(ByteBuffer.allocate(Long.BYTES).putLong(height).array()))
          .whenReceived(
              (peer, bytes) -> peer.publish(PeerHeight.KEY, ByteBuffer.wrap(bytes).getLong()));
    }

    /// Add a node at a height that tells its peers of another one.
    Line add(int height, long told) {
      int number = nodes.size() + 1;
      String before = number == 1 ? "" : address(number - 1);
      VirtualNode runtime = world.node("node " + number);
      TestChain chain = new TestChain().grow(height);
      AssembledNode node =
          SwitchAssembly.of(
                  Settings.of(
                      Path.of("home"),
                      Map.of(
                          "p2p.laddr",
                          scheme + "://20.1.0." + number + ":26656",
                          "p2p.persistent_peers",
                          before)),
                  runtime,
                  TestSigner.named("node " + number))
              .network(TestChain.CHAIN)
              .transport(transports.apply(runtime, "20.1.0." + number))
              .reactor(new EvidenceReactorProvider())
              .reactor(telling(told))
              .component(new ChainProvider(chain))
              .assemble();
      world.await(node.start(), MINUTE);
      chains.add(chain);
      nodes.add(node);
      return this;
    }

    boolean has(int node, Evidence evidence) {
      return chains.get(node).evidence().pending().contains(evidence);
    }

    void stop() {
      nodes.forEach(node -> world.await(node.stop(), MINUTE));
    }
  }

  @ParameterizedTest
  @EnumSource(Links.class)
  @DisplayName("PE-04 evidence of both kinds goes from node to node until all have it")
  void spreads(Links links) {
    TestChain model = new TestChain().grow(20);
    Evidence votes = model.twoVotes(0, 5);
    Evidence attack = new Attacks(model).lunatic(6, 9);
    Line line = new Line(links);
    line.add(20, 21).add(20, 21).add(20, 21);
    give(line, 0, votes, attack);
    line.world.runUntil(
        "all have the evidence", () -> line.has(2, votes) && line.has(2, attack), MINUTE);
    line.stop();
  }

  private static void give(Line line, int node, Evidence... evidence) {
    for (Evidence piece : evidence) {
      line.world.await(
          line.nodes.get(node).service(EvidencePool.class).orElseThrow().add(piece), MINUTE);
    }
  }

  @ParameterizedTest
  @EnumSource(Links.class)
  @DisplayName("PE-03 a node that is behind is told when it has come far enough, not before")
  void notToThoseBehind(Links links) {
    TestChain model = new TestChain().grow(20);
    Evidence old = model.twoVotes(0, 5);
    Evidence recent = model.twoVotes(0, 15);
    Line line = new Line(links).add(20, 21).add(10, 11);
    give(line, 0, old, recent);
    line.world.runFor(MINUTE);
    assertThat(line.has(1, old)).isTrue();
    assertThat(line.has(1, recent)).isFalse();
    assertThat(line.nodes.get(1).network().peers()).hasSize(1);
    line.stop();
  }

  @ParameterizedTest
  @EnumSource(Links.class)
  @DisplayName("SE-02 (better: a node that is told of a height it has not reached keeps the peer)")
  void ahead(Links links) {
    Evidence recent = new TestChain().grow(20).twoVotes(0, 15);
    Line line = new Line(links).add(20, 21).add(10, 21);
    give(line, 0, recent);
    line.world.runFor(MINUTE);
    assertThat(line.has(1, recent)).isFalse();
    assertThat(line.nodes.get(1).network().peers()).hasSize(1);
    line.stop();
  }
}
