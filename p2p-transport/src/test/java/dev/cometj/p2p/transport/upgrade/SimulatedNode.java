package dev.cometj.p2p.transport.upgrade;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.RejectedException;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.ConnectionFilter;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkAcceptor;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.network.SimulatedInternet;
import dev.cometj.p2p.testkit.network.SimulatedStreamNetwork;
import dev.cometj.p2p.transport.secret.KeySigner;
import dev.cometj.p2p.transport.secret.Nodes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A node with the standard transport on the simulated internet, listening on port 26656.
final class SimulatedNode implements LinkAcceptor {
  static final int PORT = 26656;

  final VirtualWorld world;
  final VirtualNode runtime;
  final String ip;
  final Ed25519PrivateKey key;
  final NodeInfo info;
  final SimulatedStreamNetwork network;
  final StandardTransport transport;
  final List<FakeLink> accepted = new ArrayList<>();
  final List<Rejection> rejected = new ArrayList<>();
  final List<Throwable> failures = new ArrayList<>();

  SimulatedNode(
      SimulatedInternet internet,
      VirtualWorld world,
      int number,
      Map<String, String> settings,
      List<ConnectionFilter> filters) {
    this.world = world;
    this.ip = "10.0.0." + number;
    this.runtime = world.node("node" + number);
    this.key = Nodes.key(number);
    this.info = Nodes.info(key, "test-chain", "tcp://" + ip + ":" + PORT);
    this.network = internet.streams(runtime, ip);
    this.transport = StandardTransport.of(network, context(settings, filters), FakeLink::make);
  }

  private TransportContext context(Map<String, String> settings, List<ConnectionFilter> filters) {
    return new TransportContext(
        Settings.of(Path.of("home"), new HashMap<>(settings)),
        runtime,
        Metrics.none(),
        new KeySigner(key),
        info,
        List.of(),
        filters);
  }

  SimulatedNode listen() {
    world.await(transport.listen(new HostPort(ip, PORT), this), Duration.ofSeconds(1));
    return this;
  }

  NodeId id() {
    return info.id();
  }

  NetAddress address() {
    return NetAddress.parse(id() + "@" + ip + ":" + PORT);
  }

  FakeLink dial(NetAddress address) {
    return (FakeLink) world.await(transport.dial(address), Duration.ofSeconds(30));
  }

  Rejection dialRefused(NetAddress address) {
    try {
      Link link = world.await(transport.dial(address), Duration.ofSeconds(30));
      throw new AssertionError("the dial ended with " + link.remoteInfo());
    } catch (RejectedException e) {
      return e.rejection();
    }
  }

  @Override
  public void accepted(Link link) {
    accepted.add((FakeLink) link);
  }

  @Override
  public void rejected(HostPort remote, Rejection rejection) {
    rejected.add(rejection);
  }

  @Override
  public void failed(Throwable cause) {
    failures.add(cause);
  }
}
