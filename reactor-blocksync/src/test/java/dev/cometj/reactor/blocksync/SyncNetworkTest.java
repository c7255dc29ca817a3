package dev.cometj.reactor.blocksync;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.cometj.p2p.testkit.network.NetworkConditions;
import dev.cometj.p2p.testkit.network.SimulatedInternet;
import dev.cometj.p2p.transport.StreamTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Whole nodes with production Switch and block sync reactor, in virtual time")
final class SyncNetworkTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// What lies between the nodes.
  enum Kind {
    /// Whole messages.
    MESSAGES,
    /// Byte streams under secret connections.
    STREAMS
  }

  private static final class Nodes {
    final VirtualWorld world;
    final NetworkConditions conditions;
    final SampleChain chain;
    final Map<String, ChainComponent> chains = new HashMap<>();
    private final String scheme;
    private final BiFunction<VirtualNode, String, TransportProvider> transports;
    private final Map<String, AssembledNode> running = new HashMap<>();

    Nodes(Kind kind, long seed, SampleChain chain) {
      this.world = VirtualWorld.ofSeed(seed);
      this.chain = chain;
      switch (kind) {
        case MESSAGES -> {
          MemoryNetwork network = new MemoryNetwork(world);
          scheme = MemoryNetwork.SCHEME;
          conditions = network.conditions();
          transports = network::provider;
        }
        case STREAMS -> {
          SimulatedInternet internet = new SimulatedInternet(world);
          scheme = "simulated";
          conditions = internet.conditions();
          transports =
              (runtime, ip) ->
                  new TransportProvider() {
                    @Override
                    public String scheme() {
                      return "simulated";
                    }

                    @Override
                    public Transport create(TransportContext context) {
                      return StreamTransport.over(internet.streams(runtime, ip), context);
                    }
                  };
        }
        default -> throw new AssertionError(kind);
      }
      conditions.latency(Duration.ofMillis(5), Duration.ofMillis(40));
    }

    static String ip(int number) {
      return "20.%d.3.4".formatted(1 + number);
    }

    static String address(String name, int number) {
      return NodeId.ofPublicKey(TestSigner.named(name).publicKey()) + "@" + ip(number) + ":26656";
    }

    ChainComponent start(String name, int number, long having, String... persistent) {
      VirtualNode runtime = world.node(name);
      ChainComponent component = new ChainComponent(chain, runtime, having);
      Map<String, String> settings = new HashMap<>();
      settings.put("p2p.laddr", scheme + "://" + ip(number) + ":26656");
      settings.put("p2p.persistent_peers", String.join(",", persistent));
      AssembledNode node =
          SwitchAssembly.of(Settings.of(Path.of(name), settings), runtime, TestSigner.named(name))
              .network("sample-chain")
              .transport(transports.apply(runtime, ip(number)))
              .component(component)
              .reactor(new BlockSyncReactorProvider())
              .assemble();
      world.await(node.start(), MINUTE);
      running.put(name, node);
      chains.put(name, component);
      return component;
    }
  }

  private static Nodes sync(Kind kind, long seed) {
    SampleChain chain = SampleChain.of(400);
    Nodes nodes = new Nodes(kind, seed, chain);
    nodes.start("a", 0, 400);
    nodes.start("b", 1, 400);
    nodes.start("c", 2, 250);
    ChainComponent fresh =
        nodes.start(
            "fresh", 3, 0, Nodes.address("a", 0), Nodes.address("b", 1), Nodes.address("c", 2));
    nodes.world.runUntil(
        "it has synced", () -> fresh.states.newest.lastBlockHeight() >= 399, MINUTE);
    for (long height = 1; height <= 399; height++) {
      assertThat(fresh.blocks.encodedBlock(height)).contains(chain.block(height).encoded());
    }
    assertThat(fresh.states.newest).isEqualTo(chain.stateAt(399));
    return nodes;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a fresh node syncs 400 blocks from three others, byte for byte")
  void syncs(Kind kind) {
    Nodes nodes = sync(kind, 3);
    assertThat(nodes.world.now()).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  @DisplayName("the same seed gives the same run")
  void replays() {
    assertThat(sync(Kind.MESSAGES, 4).world.traceHash())
        .isEqualTo(sync(Kind.MESSAGES, 4).world.traceHash());
  }

  @Test
  @DisplayName(
      "a node that is behind another that is behind syncs through it, and both end at the tip")
  void line() {
    Nodes nodes = new Nodes(Kind.MESSAGES, 5, SampleChain.of(200));
    nodes.start("a", 0, 200);
    ChainComponent middle = nodes.start("b", 1, 20, Nodes.address("a", 0));
    ChainComponent last = nodes.start("c", 2, 0, Nodes.address("b", 1));
    nodes.world.runUntil(
        "the first follower is there", () -> middle.blocks.height() >= 199, MINUTE);
    nodes.world.runUntil("so is the other", () -> last.blocks.height() >= 198, MINUTE);
  }

  @Test
  @DisplayName("a node whose peers are cut off goes on when they are back")
  void cut() {
    Nodes nodes = new Nodes(Kind.STREAMS, 6, SampleChain.of(400));
    nodes.start("a", 0, 400);
    ChainComponent fresh = nodes.start("fresh", 1, 0, Nodes.address("a", 0));
    nodes.world.runUntil("some blocks are there", () -> fresh.blocks.height() >= 50, MINUTE);
    var a = dev.cometj.p2p.IpAddress.parse(Nodes.ip(0)).orElseThrow();
    var b = dev.cometj.p2p.IpAddress.parse(Nodes.ip(1)).orElseThrow();
    nodes.conditions.cut(a, b);
    nodes.world.runFor(Duration.ofSeconds(40));
    assertThat(fresh.blocks.height()).isLessThan(399);
    nodes.conditions.heal();
    nodes.world.runUntil(
        "it has synced", () -> fresh.blocks.height() >= 399, Duration.ofMinutes(5));
  }
}
