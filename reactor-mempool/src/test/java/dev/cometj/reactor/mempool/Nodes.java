package dev.cometj.reactor.mempool;

import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.service.TxIntake;
import dev.cometj.chain.service.WaitingTxs;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Services;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Whole nodes with the production Switch and mempool in virtual time, each with an application of its own.
final class Nodes {
  static final Duration MINUTE = Duration.ofMinutes(1);

  /// How nodes are connected.
  enum Links {
    /// By whole messages.
    MEMORY,
    /// By byte streams under the standard transport.
    WIRE
  }

  final VirtualWorld world;
  private final MemoryNetwork messages;
  private final SimulatedInternet streams;
  private final Links links;
  private final List<AssembledNode> running = new ArrayList<>();

  Nodes(long seed, Links links) {
    this.world = VirtualWorld.ofSeed(seed);
    this.messages = new MemoryNetwork(world);
    this.streams = new SimulatedInternet(world);
    this.links = links;
    messages.conditions().latency(Duration.ofMillis(5), Duration.ofMillis(50));
    streams.conditions().latency(Duration.ofMillis(5), Duration.ofMillis(50));
  }

  /// A node with a mempool, and what tells of it.
  final class Member {
    final FakeApplication application = new FakeApplication();
    final AssembledNode node;
    @Nullable TxIntake intake;
    @Nullable WaitingTxs waiting;

    Member(int number, Map<String, String> settings, int... dials) {
      this.node = assemble(number, settings, List.of(new MempoolReactorProvider()), this, dials);
    }

    void submit(String tx) {
      if (intake != null) {
        var _ = intake.submit(MempoolBench.tx(tx));
      }
    }

    int count() {
      return waiting == null ? -1 : waiting.count().txs();
    }
  }

  Member member(int number, int... dials) {
    return new Member(number, Map.of(), dials);
  }

  Member member(int number, Map<String, String> settings, int... dials) {
    return new Member(number, settings, dials);
  }

  /// Make a node that plays the other side of the channel.
  RawReactor raw(int number, int... dials) {
    RawReactor raw = new RawReactor("RAW", RawReactor.channel(MempoolChannel.ID).build());
    var _ = assemble(number, Map.of(), List.of(raw), null, dials);
    return raw;
  }

  void stop() {
    running.forEach(node -> world.await(node.stop(), MINUTE));
  }

  private AssembledNode assemble(
      int number,
      Map<String, String> more,
      List<ReactorProvider> reactors,
      @Nullable Member member,
      int... dials) {
    VirtualNode runtime = world.node("n" + number);
    Map<String, String> settings = new HashMap<>(more);
    settings.put("p2p.laddr", scheme() + "://" + ip(number) + ":26656");
    settings.put("p2p.persistent_peers", addresses(dials));
    SwitchAssembly assembly =
        SwitchAssembly.of(
                Settings.of(Path.of("home"), settings), runtime, TestSigner.named("n" + number))
            .network("test-chain")
            .transport(transport(runtime, ip(number)));
    reactors.forEach(assembly::reactor);
    if (member != null) {
      assembly.component(new Around(member));
    }
    AssembledNode node = assembly.assemble();
    world.await(node.start(), MINUTE);
    running.add(node);
    return node;
  }

  private String scheme() {
    return links == Links.MEMORY ? MemoryNetwork.SCHEME : "simulated";
  }

  private TransportProvider transport(VirtualNode runtime, String ip) {
    if (links == Links.MEMORY) {
      return messages.provider(runtime, ip);
    }
    return new TransportProvider() {
      @Override
      public String scheme() {
        return "simulated";
      }

      @Override
      public Transport create(TransportContext context) {
        return StreamTransport.over(streams.streams(runtime, ip), context);
      }
    };
  }

  private static String addresses(int... numbers) {
    StringBuilder text = new StringBuilder();
    for (int number : numbers) {
      text.append(text.isEmpty() ? "" : ",")
          .append(NodeId.ofPublicKey(TestSigner.named("n" + number).publicKey()))
          .append('@')
          .append(ip(number))
          .append(":26656");
    }
    return text.toString();
  }

  private static String ip(int number) {
    return "20.%d.3.4".formatted(1 + number);
  }

  /// The rest of a node: it gives the mempool its application, and takes the mempool's services.
  private record Around(Member member) implements ComponentProvider, Component {
    @Override
    public String name() {
      return "AROUND";
    }

    @Override
    public Set<Class<?>> offers() {
      return Set.of(AppConnections.class);
    }

    @Override
    public Set<Class<?>> needs() {
      return Set.of(TxIntake.class, WaitingTxs.class);
    }

    @Override
    public Component create(ComponentContext context) {
      return this;
    }

    @Override
    public CompletionStage<Void> start(Services services) {
      member.intake = services.need(TxIntake.class);
      member.waiting = services.need(WaitingTxs.class);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> stop() {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public <S> S service(Class<S> type) {
      return type.cast(member.application);
    }
  }
}
