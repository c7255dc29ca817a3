package dev.cometj.integration.network;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.Peer;
import dev.cometj.p2p.PeerCounts;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkAcceptor;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.spi.TransportProvider;
import dev.cometj.p2p.switching.AssembledNode;
import dev.cometj.p2p.switching.SwitchAssembly;
import dev.cometj.p2p.testkit.TestSigner;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.reactor.pex.PexReactorProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A node of the PEX-only assembly in a simulated network: the production Switch, PEX reactor, address book and
/// redial classes. Replaced are clock, timers, randomness, executors, disk and link.
final class SimulatedNode {
  private static final Path HOME = Path.of("home");
  private static final Path BOOK = HOME.resolve("config/addrbook.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final VirtualNode runtime;
  private final TestSigner signer;
  private final String ip;
  private final String scheme;
  private final Map<String, String> settings = new TreeMap<>();
  private final List<Duration> dials = new ArrayList<>();
  private AssembledNode node;

  SimulatedNode(VirtualNode runtime, String scheme, String ip) {
    this.runtime = runtime;
    this.signer = TestSigner.named(runtime.name());
    this.ip = ip;
    this.scheme = scheme;
    with("p2p.laddr", scheme + "://" + ip + ":26656");
    with("p2p.external_address", ip + ":26656");
  }

  SimulatedNode with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /// Assemble the node anew, as after a restart of its process, and start it.
  SimulatedNode start(TransportProvider transport) {
    node =
        SwitchAssembly.of(Settings.of(HOME, settings), runtime, signer)
            .network("simulated-chain")
            .moniker(runtime.name())
            .transport(counting(transport))
            .reactor(new PexReactorProvider())
            .assemble();
    runtime.world().await(node.start(), Duration.ofMinutes(1));
    return this;
  }

  private TransportProvider counting(TransportProvider provider) {
    return new TransportProvider() {
      @Override
      public String scheme() {
        return provider.scheme();
      }

      @Override
      public Transport create(TransportContext context) {
        Transport transport = provider.create(context);
        return new Transport() {
          @Override
          public CompletionStage<HostPort> listen(HostPort address, LinkAcceptor acceptor) {
            return transport.listen(address, acceptor);
          }

          @Override
          public CompletionStage<Link> dial(NetAddress address) {
            dials.add(runtime.world().now());
            return transport.dial(address);
          }

          @Override
          public CompletionStage<Void> close() {
            return transport.close();
          }
        };
      }
    };
  }

  void stop() {
    runtime.world().await(node.stop(), Duration.ofMinutes(1));
  }

  void crash() {
    runtime.crash();
  }

  String address() {
    return signer.id() + "@" + ip + ":26656";
  }

  boolean isSeed() {
    return settings.getOrDefault("p2p.seed_mode", "false").equals("true");
  }

  String ip() {
    return ip;
  }

  String scheme() {
    return scheme;
  }

  NodeId id() {
    return signer.id();
  }

  VirtualNode runtime() {
    return runtime;
  }

  Set<NodeId> peers() {
    Set<NodeId> ids = new TreeSet<>();
    node.network().peers().stream().map(Peer::id).forEach(ids::add);
    return ids;
  }

  /// Tell for how long the oldest connection has been up.
  Duration longestConnection() {
    return node.network().peers().stream()
        .map(peer -> peer.status().duration())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  PeerCounts counts() {
    return node.network().counts();
  }

  /// Tell when the node has dialled.
  List<Duration> dials() {
    return dials;
  }

  /// Read which nodes the saved address book knows.
  Set<String> knownIds() {
    Set<String> ids = new TreeSet<>();
    runtime
        .disk()
        .content(BOOK)
        .map(JSON::readTree)
        .ifPresent(book -> {
          for (JsonNode entry : book.get("addrs")) {
            ids.add(entry.get("addr").get("id").asString());
          }
        });
    return ids;
  }

  @Override
  public String toString() {
    return runtime.name();
  }
}
