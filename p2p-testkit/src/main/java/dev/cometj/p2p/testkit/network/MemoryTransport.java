package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.RejectedException;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkAcceptor;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.testkit.VirtualNode;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// One node's transport on a [MemoryNetwork].
final class MemoryTransport implements Transport {
  private final MemoryNetwork network;
  private final VirtualNode node;
  private final IpAddress host;
  private final TransportContext context;
  private final NodeId id;
  private final Set<MemoryLink> links = new LinkedHashSet<>();
  private final Set<MemoryHandshake> handshakes = new LinkedHashSet<>();
  private @Nullable LinkAcceptor acceptor;
  private @Nullable HostPort bound;
  private boolean closed;

  MemoryTransport(
      MemoryNetwork network, VirtualNode node, IpAddress host, TransportContext context) {
    this.network = network;
    this.node = node;
    this.host = host;
    this.context = context;
    this.id = NodeId.ofPublicKey(context.signer().publicKey());
    node.onEnd(this::ended);
  }

  @Override
  public CompletionStage<HostPort> listen(HostPort address, LinkAcceptor to) {
    CompletableFuture<HostPort> answer = new CompletableFuture<>();
    node.mailbox("listen").execute(() -> listen(address, to, answer));
    return answer;
  }

  private void listen(HostPort address, LinkAcceptor to, CompletableFuture<HostPort> answer) {
    if (closed || bound != null) {
      String why = closed ? "the transport is closed" : "it listens already";
      answer.completeExceptionally(new IOException("listen on " + address + ": " + why));
      return;
    }
    try {
      bound = network.ports().bind(host, address, this);
      acceptor = to;
      answer.complete(bound);
    } catch (IOException e) {
      answer.completeExceptionally(e);
    }
  }

  @Override
  public CompletionStage<Link> dial(NetAddress address) {
    CompletableFuture<Link> answer = new CompletableFuture<>();
    if (closed) {
      answer.completeExceptionally(
          new RejectedException(
              Rejection.of(Rejection.Kind.STOPPING, address.id(), "the transport is closed")));
      return answer;
    }
    MemoryHandshake.dial(this, address, answer);
    return answer;
  }

  @Override
  public CompletionStage<Void> close() {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    node.mailbox("close transport")
        .execute(() -> {
          closed = true;
          unbind();
          List.copyOf(handshakes).forEach(MemoryHandshake::stop);
          List.copyOf(links).forEach(link -> link.close(new StopReason.SwitchStopped()));
          node.mailbox("transport closed").execute(() -> answer.complete(null));
        });
    return answer;
  }

  MemoryNetwork network() {
    return network;
  }

  VirtualNode node() {
    return node;
  }

  IpAddress host() {
    return host;
  }

  TransportContext context() {
    return context;
  }

  NodeId id() {
    return id;
  }

  Optional<LinkAcceptor> acceptor() {
    return closed ? Optional.empty() : Optional.ofNullable(acceptor);
  }

  void began(MemoryHandshake handshake) {
    handshakes.add(handshake);
  }

  void ended(MemoryHandshake handshake) {
    handshakes.remove(handshake);
  }

  void up(MemoryLink link) {
    links.add(link);
  }

  void down(MemoryLink link) {
    links.remove(link);
    network.disconnected(link);
  }

  private void ended(VirtualNode.Ending ending) {
    closed = true;
    unbind();
    for (MemoryLink link : List.copyOf(links)) {
      if (ending == VirtualNode.Ending.CRASH) {
        link.abandon();
      }
      down(link);
    }
    if (ending == VirtualNode.Ending.CRASH) {
      handshakes.forEach(MemoryHandshake::abandon);
    }
    handshakes.clear();
  }

  private void unbind() {
    if (bound != null) {
      network.ports().unbind(bound);
      bound = null;
    }
  }
}
