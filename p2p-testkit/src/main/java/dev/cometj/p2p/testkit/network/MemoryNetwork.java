package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.spi.TransportProvider;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A network of whole messages in a [VirtualWorld]: the transport contract without bytes and cryptography.
///
/// ```java
/// MemoryNetwork network = new MemoryNetwork(world);
/// TransportProvider provider = network.provider(world.node("alice"), "10.0.0.1");
/// ```
///
/// The rules of the handshake hold: a node is who its signer's key says, a wrong id, ourselves and an incompatible
/// [dev.cometj.p2p.NodeInfo] are refused, and connection filters are asked. Nothing is signed: who writes a test
/// can already claim any key.
public final class MemoryNetwork implements FaultyNetwork {
  /// The scheme of listen addresses.
  public static final String SCHEME = "memory";

  private final VirtualWorld world;
  private final NetworkConditions conditions;
  private final Hosts<MemoryTransport> hosts = new Hosts<>();
  private final Set<MemoryLink> dialled = new LinkedHashSet<>();

  /// Make a network without hosts.
  ///
  /// @param world the world it is in
  public MemoryNetwork(VirtualWorld world) {
    this.world = world;
    this.conditions = new NetworkConditions(world, "messages");
  }

  /// Connect a node to the network.
  ///
  /// @param node the node
  /// @param ip its only address, an IP literal; several nodes may share one
  /// @return the factory of that node's transport, scheme `memory`
  public TransportProvider provider(VirtualNode node, String ip) {
    IpAddress host =
        IpAddress.parse(ip)
            .orElseThrow(() -> new IllegalArgumentException(ip + " is no IP literal"));
    hosts.join(host);
    return new TransportProvider() {
      @Override
      public String scheme() {
        return SCHEME;
      }

      @Override
      public Transport create(TransportContext context) {
        return new MemoryTransport(MemoryNetwork.this, node, host, context);
      }
    };
  }

  @Override
  public NetworkConditions conditions() {
    return conditions;
  }

  @Override
  public List<IpAddress> hosts() {
    return hosts.all();
  }

  @Override
  public int breakConnections(IpAddress a, IpAddress b) {
    List<MemoryLink> between = dialled.stream().filter(link -> link.isBetween(a, b)).toList();
    between.forEach(MemoryLink::reset);
    return between.size();
  }

  @Override
  public boolean breakOne(RandomGenerator random) {
    if (dialled.isEmpty()) {
      return false;
    }
    List.copyOf(dialled).get(random.nextInt(dialled.size())).reset();
    return true;
  }

  @Override
  public int connectionCount() {
    return dialled.size();
  }

  VirtualWorld world() {
    return world;
  }

  Hosts<MemoryTransport> ports() {
    return hosts;
  }

  void connected(MemoryLink dialler) {
    dialled.add(dialler);
  }

  void disconnected(MemoryLink link) {
    dialled.remove(link);
  }
}
