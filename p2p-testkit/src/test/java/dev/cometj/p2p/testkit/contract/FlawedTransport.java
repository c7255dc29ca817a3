package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.RejectedException;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkAcceptor;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// A good transport with one flaw planted.
final class FlawedTransport implements Transport {
  private final Transport good;
  private final TransportFlaw flaw;

  FlawedTransport(Transport good, TransportFlaw flaw) {
    this.good = good;
    this.flaw = flaw;
  }

  /// Change what the good transport is told, where that makes the flaw.
  static TransportContext spoil(TransportContext context, TransportFlaw flaw) {
    return switch (flaw) {
      case LETS_LONG_MESSAGES_PASS -> withLimits(context, 1);
      case REFUSES_THE_LONGEST_MESSAGE -> withLimits(context, -1);
      case IGNORES_FILTERS ->
          new TransportContext(
              context.settings(),
              context.runtime(),
              context.metrics(),
              context.signer(),
              context.nodeInfo(),
              context.channels(),
              List.of());
      case TALKS_TO_ANY_NETWORK ->
          new TransportContext(
              context.settings(),
              context.runtime(),
              context.metrics(),
              context.signer(),
              NodeInfos.withNetwork(context.nodeInfo(), "any"),
              context.channels(),
              context.filters());
      default -> context;
    };
  }

  private static TransportContext withLimits(TransportContext context, int more) {
    List<Channel<?>> channels =
        context.channels().stream().<Channel<?>>map(channel -> withLimit(channel, more)).toList();
    return new TransportContext(
        context.settings(),
        context.runtime(),
        context.metrics(),
        context.signer(),
        context.nodeInfo(),
        channels,
        context.filters());
  }

  private static <M> Channel<M> withLimit(Channel<M> channel, int more) {
    return Channel.define(channel.id(), channel.name(), channel.codec())
        .priority(channel.priority())
        .sendQueueCapacity(channel.sendQueueCapacity())
        .maxMessageBytes(channel.maxMessageBytes() + more)
        .build();
  }

  @Override
  public CompletionStage<HostPort> listen(HostPort address, LinkAcceptor acceptor) {
    CompletionStage<HostPort> listening =
        good.listen(
            address,
            new LinkAcceptor() {
              @Override
              public void accepted(Link link) {
                acceptor.accepted(new FlawedLink(link, flaw));
              }

              @Override
              public void rejected(HostPort remote, Rejection rejection) {
                if (flaw != TransportFlaw.HIDES_REFUSALS) {
                  acceptor.rejected(remote, rejection);
                }
              }

              @Override
              public void failed(Throwable cause) {
                acceptor.failed(cause);
              }
            });
    return switch (flaw) {
      case TELLS_NO_PORT -> listening.thenApply(bound -> new HostPort(bound.host(), 0));
      case HIDES_THE_BUSY_ADDRESS ->
          listening.exceptionallyCompose(
              fault -> CompletableFuture.failedFuture(new IOException("cannot listen")));
      default -> listening;
    };
  }

  @Override
  public CompletionStage<Link> dial(NetAddress address) {
    CompletionStage<Link> dial = good.dial(address);
    if (flaw == TransportFlaw.ACCEPTS_ANY_ID) {
      dial = dial.exceptionallyCompose(fault -> dialWhoIsThere(address, fault));
    }
    if (flaw == TransportFlaw.MISNAMES_UNREACHABLE) {
      dial = dial.exceptionallyCompose(fault -> CompletableFuture.failedFuture(misnamed(fault)));
    }
    return dial.thenApply(link -> new FlawedLink(link, flaw));
  }

  private CompletionStage<Link> dialWhoIsThere(NetAddress address, Throwable fault) {
    Rejection rejection = rejection(fault);
    if (rejection.kind() != Rejection.Kind.WRONG_ID) {
      return CompletableFuture.failedFuture(fault);
    }
    NodeId id = rejection.id().orElseThrow();
    return good.dial(new NetAddress(id, address.ip(), address.port()));
  }

  private static Throwable misnamed(Throwable fault) {
    return rejection(fault).kind() == Rejection.Kind.UNREACHABLE
        ? new RejectedException(Rejection.of(Rejection.Kind.AUTHENTICATION_FAILED, "no idea"))
        : fault;
  }

  private static Rejection rejection(Throwable fault) {
    Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
    return ((RejectedException) cause).rejection();
  }

  @Override
  public CompletionStage<Void> close() {
    return flaw == TransportFlaw.LEAVES_LINKS_OPEN
        ? CompletableFuture.completedFuture(null)
        : good.close();
  }
}
