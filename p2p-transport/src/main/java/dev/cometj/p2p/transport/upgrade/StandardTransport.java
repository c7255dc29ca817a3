package dev.cometj.p2p.transport.upgrade;

import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.crypto.X25519KeyPair;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.RejectedException;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.ConnectionFilter;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkAcceptor;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.StreamNetwork;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.transport.secret.HandshakeFailedException;
import dev.cometj.p2p.transport.secret.LocalNode;
import dev.cometj.p2p.transport.secret.Session;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The transport of the Go networks over any network of byte streams; `MultiplexTransport` of Go's
/// `p2p/transport.go`.
///
/// Every connection goes through admission, filters and handshake on its own stream's thread, so that a silent one
/// holds up nobody (A47), and whatever is refused is closed at once (A46).
public final class StandardTransport implements Transport {
  private static final String KEY_PURPOSE = "ephemeral keys of secret connections";

  private final StreamNetwork network;
  private final NodeRuntime runtime;
  private final TransportSettings settings;
  private final LocalNode local;
  private final List<ConnectionFilter> filters;
  private final Supplier<X25519KeyPair> ephemeralKeys;
  private final LinkFactory links;
  private final Admission admission;
  private final FairShare computation;

  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;

  StandardTransport(
      StreamNetwork network,
      NodeRuntime runtime,
      TransportSettings settings,
      LocalNode local,
      List<ConnectionFilter> filters,
      Supplier<X25519KeyPair> ephemeralKeys,
      LinkFactory links) {
    this.network = network;
    this.runtime = runtime;
    this.settings = settings;
    this.local = local;
    this.filters = filters;
    this.ephemeralKeys = ephemeralKeys;
    this.links = links;
    this.computation = new FairShare(runtime.computation());
    this.admission = new Admission(settings.limits(), settings.allowsDuplicateIp());
  }

  /// Make a transport.
  ///
  /// @param network what is below
  /// @param context what a transport gets
  /// @param links makes the links
  /// @return the transport; it has opened nothing
  /// @throws dev.cometj.p2p.spi.InvalidSettingException if a value of the configuration cannot be used
  public static StandardTransport of(
      StreamNetwork network, TransportContext context, LinkFactory links) {
    FrameCipherProvider ciphers = FrameCipherProvider.preferred();
    ciphers.warmUp(context.runtime().computation());
    return new StandardTransport(
        network,
        context.runtime(),
        TransportSettings.of(context.settings()),
        new LocalNode(context.signer(), context.nodeInfo(), ciphers),
        context.filters(),
        ephemeralKeys(context.runtime().random(KEY_PURPOSE)),
        links);
  }

  /// One generator serves all connections, which run in several threads.
  private static Supplier<X25519KeyPair> ephemeralKeys(RandomGenerator random) {
    return () -> {
      synchronized (random) {
        return X25519KeyPair.generate(random);
      }
    };
  }

  @Override
  public CompletionStage<HostPort> listen(HostPort address, LinkAcceptor acceptor) {
    // The operator wrote the host, so it may be a name.
    CompletionStage<HostPort> literal =
        address.host().isEmpty()
            ? CompletableFuture.completedStage(address)
            : runtime
                .resolver()
                .resolve(address.host())
                .thenApply(ips -> new HostPort(ips.getFirst().toString(), address.port()));
    return literal
        .exceptionallyCompose(e ->
            CompletableFuture.failedStage(
                new IOException("cannot listen on " + address + ": " + message(e), e)))
        .thenCompose(
            at -> network.listen(at, stream -> accepted(stream, acceptor), acceptor::failed));
  }

  private void accepted(ByteStream stream, LinkAcceptor acceptor) {
    new Connection(
            stream,
            Optional.empty(),
            new Receiver() {
              @Override
              public void linked(Link link) {
                acceptor.accepted(link);
              }

              @Override
              public void rejected(Rejection rejection) {
                acceptor.rejected(stream.remote(), rejection);
              }
            })
        .start();
  }

  @Override
  public CompletionStage<Link> dial(NetAddress address) {
    CompletableFuture<Link> result = new CompletableFuture<>();
    Receiver receiver =
        new Receiver() {
          @Override
          public void linked(Link link) {
            if (!result.complete(link)) {
              link.close(new StopReason.SwitchStopped());
            }
          }

          @Override
          public void rejected(Rejection rejection) {
            result.completeExceptionally(new RejectedException(rejection));
          }
        };
    var _ =
        network
            .connect(address.endpoint(), settings.dialTimeout())
            .whenComplete((stream, failure) -> connected(address, stream, failure, receiver));
    return result;
  }

  private void connected(
      NetAddress address,
      @Nullable ByteStream stream,
      @Nullable Throwable failure,
      Receiver receiver) {
    if (stream == null) {
      Rejection.Kind kind = isClosed ? Rejection.Kind.STOPPING : Rejection.Kind.UNREACHABLE;
      receiver.rejected(Rejection.of(kind, address.id(), message(failure)));
      return;
    }
    Connection connection = new Connection(stream, Optional.of(address), receiver);
    if (stream.isOnThread()) {
      connection.start();
    } else {
      stream.execute(connection::start);
    }
  }

  private static String message(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause == null || cause.getMessage() == null ? "no detail" : cause.getMessage();
  }

  @Override
  public CompletionStage<Void> close() {
    isClosed = true;
    connections.forEach(Connection::stop);
    return network.close();
  }

  /// Who waits for a link.
  private interface Receiver {
    void linked(Link link);

    void rejected(Rejection rejection);
  }

  /// A connection from admission to its end.
  private final class Connection implements Upgrade.Outcome {
    private final ByteStream stream;
    private final Optional<NetAddress> dialled;
    private final Receiver receiver;

    private Admission.@Nullable Ticket ticket;
    private @Nullable Upgrade upgrade;
    private volatile @Nullable Link link;

    Connection(ByteStream stream, Optional<NetAddress> dialled, Receiver receiver) {
      this.stream = stream;
      this.dialled = dialled;
      this.receiver = receiver;
    }

    void start() {
      connections.add(this);
      try {
        if (isClosed) {
          throw new HandshakeFailedException(stopping());
        }
        ticket =
            admission.admit(stream.remote(), stream.local(), dialled.isEmpty(), runtime.nanoTime());
        upgrade =
            new Upgrade(
                stream, settings, filters, local, ephemeralKeys, dialled, computation, this);
        upgrade.start();
      } catch (HandshakeFailedException e) {
        stream.close();
        rejected(e.rejection());
      } catch (P2pException e) {
        stream.close();
        rejected(Rejection.of(Rejection.Kind.UNREACHABLE, message(e)));
      }
    }

    private static Rejection stopping() {
      return Rejection.of(Rejection.Kind.STOPPING, "this node is stopping");
    }

    @Override
    public ByteStream.Handler link(Session session) throws HandshakeFailedException {
      if (ticket != null) {
        ticket.authenticated();
      }
      LinkFactory.Linked linked = links.create(stream, session);
      link = linked.link();
      return linked.handler();
    }

    @Override
    public void linked() {
      Link made = link;
      if (made != null) {
        receiver.linked(made);
        if (isClosed) {
          stop();
        }
      }
    }

    @Override
    public void rejected(Rejection rejection) {
      ended();
      boolean isOurs = isClosed && rejection.kind() == Rejection.Kind.UNREACHABLE;
      receiver.rejected(isOurs ? stopping() : rejection);
    }

    @Override
    public void ended() {
      connections.remove(this);
      if (ticket != null) {
        ticket.release();
      }
    }

    /// End it because the transport is closing. Any thread.
    void stop() {
      Link made = link;
      if (made != null) {
        made.close(new StopReason.SwitchStopped());
      } else {
        stream.execute(() -> {
          if (upgrade != null) {
            upgrade.reject(stopping());
          }
        });
      }
    }
  }
}
