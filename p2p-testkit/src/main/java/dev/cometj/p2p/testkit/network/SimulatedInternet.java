package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The network that the byte streams of a [VirtualWorld] run over: hosts, ports and pipes.
///
/// ```java
/// SimulatedInternet internet = new SimulatedInternet(world);
/// StreamNetwork streams = internet.streams(world.node("alice"), "10.0.0.1");
/// ```
///
/// Reads come in pieces drawn from the seed, in heap and direct buffers that are spoiled after the call; bytes not
/// read hold the sender back as a TCP window does. A node's crash resets its connections, its power loss leaves them
/// silent.
public final class SimulatedInternet implements FaultyNetwork {
  private final VirtualWorld world;
  private final NetworkConditions conditions;
  private final RandomGenerator pieces;
  private final Hosts<SimulatedStreamNetwork.Listener> hosts = new Hosts<>();
  private final Set<SimulatedStream> dialled = new LinkedHashSet<>();
  private ByteBuffer direct = ByteBuffer.allocateDirect(0);

  /// Make a network without hosts.
  ///
  /// @param world the world it is in
  public SimulatedInternet(VirtualWorld world) {
    this.world = world;
    this.conditions = new NetworkConditions(world, "streams");
    this.pieces = world.random("pieces of streams");
  }

  /// Connect a node to the network.
  ///
  /// @param node the node
  /// @param ip its only address, an IP literal; several nodes may share one
  /// @return a new stream network of that node
  public SimulatedStreamNetwork streams(VirtualNode node, String ip) {
    IpAddress host =
        IpAddress.parse(ip)
            .orElseThrow(() -> new IllegalArgumentException(ip + " is no IP literal"));
    hosts.join(host);
    return new SimulatedStreamNetwork(this, node, host);
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
    List<SimulatedStream> between =
        dialled.stream().filter(stream -> stream.isBetween(a, b)).toList();
    between.forEach(SimulatedStream::reset);
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

  Hosts<SimulatedStreamNetwork.Listener> ports() {
    return hosts;
  }

  /// Lend the one direct buffer; reads never overlap.
  ByteBuffer directBuffer(int capacity) {
    if (direct.capacity() < capacity) {
      direct = ByteBuffer.allocateDirect(capacity);
    }
    return direct.clear();
  }

  RandomGenerator pieces() {
    return pieces;
  }

  HostPort freeEndpoint(IpAddress host) {
    return Hosts.at(host, hosts.freePort(host));
  }

  void connected(SimulatedStream dialler) {
    dialled.add(dialler);
  }

  void disconnected(SimulatedStream stream) {
    dialled.remove(stream);
  }
}
