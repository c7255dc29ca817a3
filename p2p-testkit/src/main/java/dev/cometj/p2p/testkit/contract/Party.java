package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.ConnectionFilter;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkAcceptor;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.testkit.TestSigner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One node of a contract: an identity, a transport, and what came of inbound connections.
final class Party implements LinkAcceptor {
  record Refused(HostPort remote, Rejection rejection) {}

  private final ContractWorld world;
  private final String name;
  private final TestSigner signer;
  private final Transport transport;
  private final NodeInfo info;
  private final List<Link> accepted = new CopyOnWriteArrayList<>();
  private final List<Refused> refused = new CopyOnWriteArrayList<>();
  private @Nullable HostPort bound;

  private Party(
      ContractWorld world, String name, TestSigner signer, NodeInfo info, Transport transport) {
    this.world = world;
    this.name = name;
    this.signer = signer;
    this.info = info;
    this.transport = transport;
  }

  /// The steps to a party.
  static final class Plan {
    private final ContractWorld world;
    private final String name;
    private String identity;
    private List<Channel<?>> channels = ContractChannels.USUAL;
    private List<ConnectionFilter> filters = List.of();
    private UnaryOperator<NodeInfo> change = UnaryOperator.identity();

    Plan(ContractWorld world, String name) {
      this.world = world;
      this.name = name;
      this.identity = name;
    }

    /// Be the same node as another one.
    Plan as(String value) {
      identity = value;
      return this;
    }

    Plan serving(Channel<?>... value) {
      channels = List.of(value);
      return this;
    }

    Plan asking(ConnectionFilter filter) {
      filters = List.of(filter);
      return this;
    }

    Plan saying(UnaryOperator<NodeInfo> value) {
      change = value;
      return this;
    }

    Party with(BiFunction<String, TransportContext, Transport> factory) {
      TestSigner signer = TestSigner.named(identity);
      NodeInfo info =
          change.apply(
              new NodeInfo(
                  new ProtocolVersions(ProtocolVersions.P2P, ProtocolVersions.BLOCK, 1),
                  signer.id(),
                  "127.0.0.1:26656",
                  "contract-chain",
                  "0.38.26",
                  channels.stream().map(Channel::id).toList(),
                  name,
                  "on",
                  ""));
      TransportContext context =
          new TransportContext(
              Settings.of(Path.of(name), Map.of()),
              world.runtime(name),
              Metrics.none(),
              signer,
              info,
              channels,
              filters);
      return new Party(world, name, signer, info, factory.apply(name, context));
    }
  }

  @Override
  public void accepted(Link link) {
    accepted.add(link);
    world.changed();
  }

  @Override
  public void rejected(HostPort remote, Rejection rejection) {
    refused.add(new Refused(remote, rejection));
    world.changed();
  }

  @Override
  public void failed(Throwable cause) {
    throw new AssertionError("the listener of " + name + " failed", cause);
  }

  Party listen(HostPort address) {
    bound = world.await(transport.listen(address, this));
    return this;
  }

  CompletionStage<Link> dial(NetAddress address) {
    return transport.dial(address);
  }

  NetAddress address() {
    return addressAs(signer.id());
  }

  /// Give where the party listens, but with an id of choice.
  NetAddress addressAs(NodeId id) {
    if (bound == null) {
      throw new IllegalStateException(name + " does not listen");
    }
    return new NetAddress(id, IpAddress.parse(bound.host()).orElseThrow(), bound.port());
  }

  HostPort endpoint() {
    return address().endpoint();
  }

  Transport transport() {
    return transport;
  }

  NodeInfo info() {
    return info;
  }

  NodeId id() {
    return signer.id();
  }

  List<Link> accepted() {
    return accepted;
  }

  List<Refused> refused() {
    return refused;
  }

  @Override
  public String toString() {
    return name;
  }
}
