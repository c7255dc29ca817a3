package dev.cometj.p2p.transport.upgrade;

import dev.cometj.crypto.X25519KeyPair;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.ConnectionFilter;
import dev.cometj.p2p.transport.secret.Handshake;
import dev.cometj.p2p.transport.secret.HandshakeFailedException;
import dev.cometj.p2p.transport.secret.LocalNode;
import dev.cometj.p2p.transport.secret.Session;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection on its way from a byte stream to a session: filters, then the handshake, each step within an
/// absolute time limit. It ends in exactly one call of [Outcome]; every end but a session closes the stream.
///
/// It stays the stream's handler afterwards and hands events on to the link. All methods run on the stream's thread.
final class Upgrade implements ByteStream.Handler {
  private static final System.Logger LOGGER = System.getLogger(Upgrade.class.getName());

  /// How long a refused peer may take to read our last few bytes.
  private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(1);

  private final ByteStream stream;
  private final TransportSettings settings;
  private final Handshake handshake;
  private final FilterRound filters;
  private final Outcome outcome;

  private Handshake.Stage timedStage = Handshake.Stage.SECRET_CONNECTION;
  private @Nullable Cancellable deadline;
  private ByteStream.@Nullable Handler successor;
  private boolean isOver;

  /// Make the way of one connection.
  Upgrade(
      ByteStream stream,
      TransportSettings settings,
      List<ConnectionFilter> filters,
      LocalNode local,
      X25519KeyPair ephemeral,
      Optional<NetAddress> dialled,
      Outcome outcome) {
    this.stream = stream;
    this.settings = settings;
    this.handshake = new Handshake(local, ephemeral, stream.remote(), dialled);
    IpAddress ip = IpAddress.parse(stream.remote().host()).orElseThrow();
    this.filters = new FilterRound(filters, settings.filterTimeout(), stream, ip, this::filtered);
    this.outcome = outcome;
  }

  /// What comes of a connection.
  interface Outcome {
    /// Make the link of the session. The stream is paused until the link reads on.
    ///
    /// @param session who it is
    /// @return what gets the stream's events from here on
    /// @throws HandshakeFailedException if it is refused at the last moment
    ByteStream.Handler link(Session session) throws HandshakeFailedException;

    /// Hand the link over to whoever waits for it.
    void linked();

    /// Learn that there will be no session. The stream is being closed.
    ///
    /// @param rejection why
    void rejected(Rejection rejection);

    /// Learn that the stream has ended, after a session or without.
    void ended();
  }

  /// Ask the filters, and go on from there.
  void start() {
    filters.start();
  }

  private void filtered(Optional<Rejection> refusal) {
    if (refusal.isPresent()) {
      reject(refusal.get());
      return;
    }
    limit(settings.secretTimeout(), "the secret connection");
    stream.open(this);
    if (!isOver) {
      stream.write(handshake.opening());
    }
  }

  private void limit(Duration timeout, String what) {
    cancelDeadline();
    deadline =
        stream.schedule(
            timeout,
            () ->
                reject(
                    rejection(
                        Rejection.Kind.HANDSHAKE_TIMEOUT,
                        what + " took longer than " + Durations.print(timeout))));
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
  }

  @Override
  public void received(ByteBuffer bytes) {
    if (successor != null) {
      successor.received(bytes);
    } else if (!isOver) {
      shakeHands(bytes);
    }
  }

  private void shakeHands(ByteBuffer bytes) {
    try {
      handshake.receive(bytes, stream::write);
      Handshake.Stage stage = handshake.stage();
      if (stage == Handshake.Stage.DONE) {
        cancelDeadline();
        stream.pauseReading();
        successor = outcome.link(handshake.session());
        isOver = true;
        outcome.linked();
      } else if (stage != timedStage) {
        timedStage = stage;
        limit(settings.infoTimeout(), "the node info");
      }
    } catch (HandshakeFailedException e) {
      reject(e.rejection());
    } catch (RuntimeException | StackOverflowError e) {
      LOGGER.log(Level.ERROR, "the handshake with " + stream.remote() + " failed by our fault", e);
      reject(Rejection.of(Rejection.Kind.AUTHENTICATION_FAILED, "a fault of ours: " + e));
    }
  }

  @Override
  public void drained() {
    if (successor != null) {
      successor.drained();
    }
  }

  @Override
  public void closed(@Nullable Throwable cause) {
    reject(
        rejection(
            Rejection.Kind.UNREACHABLE,
            "the connection ended during the handshake"
                + (cause == null ? "" : ": " + cause.getMessage())));
    outcome.ended();
    if (successor != null) {
      successor.closed(cause);
    }
  }

  /// Make a rejection that names the peer as far as it has proved who it is.
  private Rejection rejection(Rejection.Kind kind, String detail) {
    return new Rejection(kind, handshake.provedId(), detail);
  }

  /// End it without a session, unless it has come to its end.
  ///
  /// @param rejection why
  void reject(Rejection rejection) {
    if (!isOver) {
      isOver = true;
      cancelDeadline();
      filters.cancel();
      if (isHonest(rejection.kind())) {
        closeAfterFlush();
      } else {
        stream.close();
      }
      outcome.rejected(rejection);
    }
  }

  /// Tell whether the peer may be all right and only not for us. It shall read our node info and know why, too.
  private static boolean isHonest(Rejection.Kind kind) {
    return switch (kind) {
      case WRONG_ID, SELF, INCOMPATIBLE -> true;
      default -> false;
    };
  }

  private void closeAfterFlush() {
    stream.pauseReading();
    Cancellable limit = stream.schedule(FLUSH_TIMEOUT, stream::close);
    stream.closeAfterFlush(limit::cancel);
  }
}
