package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.RejectedException;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.ConnectionFilter;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkAcceptor;
import dev.cometj.p2p.spi.Mailbox;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One side of a connection until it is a link: filters, ids and node infos in the order of Go's `p2p/transport.go`.
///
/// The accepting side shows itself first. The dialling side answers unless another node than the dialled one is
/// there, so that both find the same fault of the infos.
final class MemoryHandshake {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration FILTER_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(6);

  private final MemoryTransport transport;
  private final Mailbox mailbox;
  private final HostPort local;
  private final HostPort remote;
  private final @Nullable NetAddress dialled;
  private final @Nullable CompletableFuture<Link> answer;
  private final @Nullable LinkAcceptor acceptor;
  private @Nullable MemoryHandshake other;
  private @Nullable Wire wire;
  private @Nullable MemoryLink link;
  private Cancellable timer = () -> {};
  private @Nullable Runnable early;
  private boolean admitted;
  private boolean done;

  private MemoryHandshake(
      MemoryTransport transport,
      HostPort local,
      HostPort remote,
      @Nullable NetAddress dialled,
      @Nullable CompletableFuture<Link> answer,
      @Nullable LinkAcceptor acceptor) {
    this.transport = transport;
    this.mailbox = transport.node().mailbox("link " + local + " " + remote);
    this.local = local;
    this.remote = remote;
    this.dialled = dialled;
    this.answer = answer;
    this.acceptor = acceptor;
    transport.began(this);
  }

  static void dial(MemoryTransport transport, NetAddress address, CompletableFuture<Link> answer) {
    HostPort local =
        Hosts.at(transport.host(), transport.network().ports().freePort(transport.host()));
    MemoryHandshake handshake =
        new MemoryHandshake(transport, local, address.endpoint(), address, answer, null);
    handshake.mailbox.execute(handshake::knock);
  }

  private void askFilters(Runnable then) {
    ask(transport.context().filters().iterator(), then);
  }

  private void ask(Iterator<ConnectionFilter> filters, Runnable then) {
    if (done) {
      return;
    }
    if (!filters.hasNext()) {
      then.run();
      return;
    }
    failAfter(FILTER_TIMEOUT, Rejection.Kind.FILTER_TIMEOUT, "a filter did not answer");
    filters
        .next()
        .refusal(ip(remote), remote.port())
        .whenComplete((refusal, fault) ->
            mailbox.execute(() -> {
              Optional<String> why = fault == null ? refusal : Optional.of(fault.toString());
              if (why.isPresent()) {
                fail(Rejection.of(Rejection.Kind.FILTERED, why.get()));
              } else {
                ask(filters, then);
              }
            }));
  }

  /// Ask the remote host for a connection.
  private void knock() {
    failAfter(CONNECT_TIMEOUT, Rejection.Kind.UNREACHABLE, "nothing answered at " + remote);
    Mailbox port = transport.network().world().mailbox("port " + remote);
    new Wire(transport.network().conditions(), ip(local), ip(remote), port).send(0, this::knocked);
  }

  private void knocked() {
    Wire back = new Wire(transport.network().conditions(), ip(remote), ip(local), mailbox);
    MemoryTransport there = transport.network().ports().at(remote).orElse(null);
    LinkAcceptor takes = there == null ? null : there.acceptor().orElse(null);
    if (there == null || takes == null) {
      Rejection refused =
          Rejection.of(Rejection.Kind.UNREACHABLE, "connection refused at " + remote);
      back.send(0, () -> fail(refused));
      return;
    }
    MemoryHandshake accepting =
        new MemoryHandshake(there, /* local= */ remote, /* remote= */ local, null, null, takes);
    accepting.other = this;
    accepting.wire = back;
    other = accepting;
    wire = new Wire(transport.network().conditions(), ip(local), ip(remote), accepting.mailbox);
    back.send(0, () -> askFilters(this::letIn));
    accepting.mailbox.execute(() -> accepting.askFilters(accepting::welcome));
  }

  /// The acceptor's filters agree.
  private void welcome() {
    introduce();
    letIn();
  }

  /// Our filters agree: go on with what the other side may have told meanwhile.
  private void letIn() {
    admitted = true;
    failAfter(TIMEOUT, Rejection.Kind.HANDSHAKE_TIMEOUT, "no answer");
    Runnable next = early;
    if (next != null) {
      next.run();
    }
  }

  /// Show the other side who we are.
  private void introduce() {
    NodeId id = transport.id();
    NodeInfo info = transport.context().nodeInfo();
    tell(there -> there.introduced(id, info));
  }

  private void introduced(NodeId id, NodeInfo info) {
    if (!admitted) {
      early = () -> introduced(id, info);
      return;
    }
    if (done) {
      return;
    }
    Optional<Rejection> fault = fault(id, info);
    if (dialled != null && dialled.id().equals(id)) {
      introduce();
    }
    if (fault.isPresent()) {
      fail(fault.get());
    } else {
      succeed(id, info);
    }
  }

  private Optional<Rejection> fault(NodeId id, NodeInfo info) {
    if (dialled != null && !dialled.id().equals(id)) {
      return Optional.of(
          Rejection.of(
              Rejection.Kind.WRONG_ID, id, "dialled " + dialled.id() + ", but there is " + id));
    }
    if (!info.id().equals(id)) {
      return Optional.of(
          Rejection.of(Rejection.Kind.WRONG_ID, id, id + " claims to be " + info.id()));
    }
    if (id.equals(transport.id())) {
      return Optional.of(Rejection.of(Rejection.Kind.SELF, id, "it is ourselves"));
    }
    return transport
        .context()
        .nodeInfo()
        .incompatibilityWith(info)
        .map(why -> Rejection.of(Rejection.Kind.INCOMPATIBLE, id, why));
  }

  private void succeed(NodeId id, NodeInfo info) {
    finish();
    NetAddress address = dialled == null ? new NetAddress(id, ip(remote), remote.port()) : dialled;
    MemoryLink made =
        new MemoryLink(
            transport, mailbox, this, new MemoryLink.Ends(address, info, dialled != null));
    link = made;
    transport.up(made);
    if (answer != null) {
      transport.network().connected(made);
      answer.complete(made);
    } else if (acceptor != null) {
      acceptor.accepted(made);
    }
  }

  /// Give up because the transport closes.
  void stop() {
    mailbox.execute(() -> fail(Rejection.of(Rejection.Kind.STOPPING, "the transport is closing")));
  }

  /// The process at this end is gone; the other side will learn it.
  void abandon() {
    tell(MemoryHandshake::abandoned);
  }

  private void fail(Rejection rejection) {
    if (done) {
      return;
    }
    finish();
    tell(MemoryHandshake::abandoned);
    if (answer != null) {
      answer.completeExceptionally(new RejectedException(rejection));
    } else if (acceptor != null) {
      acceptor.rejected(remote, rejection);
    }
  }

  private void abandoned() {
    if (link != null) {
      link.remoteEnded("closed by the remote node");
    } else {
      fail(
          Rejection.of(
              Rejection.Kind.UNREACHABLE, remote + " closed the connection in the handshake"));
    }
  }

  private void finish() {
    done = true;
    timer.cancel();
    transport.ended(this);
  }

  private void failAfter(Duration limit, Rejection.Kind kind, String what) {
    timer.cancel();
    if (!done) {
      timer = mailbox.schedule(limit, () -> fail(Rejection.of(kind, what + " within " + limit)));
    }
  }

  private void tell(Consumer<MemoryHandshake> action) {
    MemoryHandshake there = other;
    if (there != null && wire != null) {
      wire.send(0, () -> action.accept(there));
    }
  }

  /// Send something to the link at the other side, if there is one when it arrives.
  ///
  /// @return how long the sender is busy with it
  Duration toOtherLink(long bytes, Consumer<MemoryLink> action) {
    MemoryHandshake there = other;
    if (there == null || wire == null) {
      return Duration.ZERO;
    }
    return wire.send(
        bytes,
        () -> {
          if (there.link != null) {
            action.accept(there.link);
          }
        });
  }

  @Nullable MemoryLink otherLink() {
    return other == null ? null : other.link;
  }

  IpAddress localIp() {
    return ip(local);
  }

  IpAddress remoteIp() {
    return ip(remote);
  }

  private static IpAddress ip(HostPort endpoint) {
    return IpAddress.parse(endpoint.host()).orElseThrow();
  }
}
