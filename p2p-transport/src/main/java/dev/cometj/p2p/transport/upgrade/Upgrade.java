package dev.cometj.p2p.transport.upgrade;

import dev.cometj.crypto.X25519KeyPair;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.ConnectionFilter;
import dev.cometj.p2p.transport.secret.Handshake;
import dev.cometj.p2p.transport.secret.HandshakeFailedException;
import dev.cometj.p2p.transport.secret.LocalNode;
import dev.cometj.p2p.transport.secret.Session;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One connection on its way from a byte stream to a session: filters, then the handshake, each step within an
/// absolute time limit. It ends in exactly one call of [Outcome]; every end but a session closes the stream.
///
/// It stays the stream's handler afterwards and hands events on to the link. All methods run on the stream's thread, but
/// keys are made, agreed on and proved elsewhere: other streams share the thread, and a flood of strangers must not delay
/// their pings. While a step is computed the stream does not read, and only that step touches the handshake.
final class Upgrade implements ByteStream.Handler {
  private static final System.Logger LOGGER = System.getLogger(Upgrade.class.getName());

  /// How long a refused peer may take to read our last few bytes.
  private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(1);

  /// The most that a peer can have sent before it is proved who it is: a key, a proof, and a node info. Whatever sends more
  /// follows another protocol.
  private static final int EARLY_BYTES = 16 * 1024;

  private final ByteStream stream;
  private final TransportSettings settings;
  private final Supplier<Handshake> begin;
  private final Executor computation;
  private final FilterRound filters;
  private final Outcome outcome;

  private @Nullable Handshake handshake;
  private Optional<NodeId> provedId = Optional.empty();

  /// What came while a step is computed.
  private final ByteArrayOutputStream early = new ByteArrayOutputStream(0);

  private boolean isComputing;

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
      Supplier<X25519KeyPair> ephemeral,
      Optional<NetAddress> dialled,
      Executor computation,
      Outcome outcome) {
    this.stream = stream;
    this.settings = settings;
    this.begin = () -> new Handshake(local, ephemeral.get(), stream.remote(), dialled);
    this.computation = computation;
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
    compute(() -> {
      Handshake made = begin.get();
      return () -> {
        handshake = made;
        stream.open(this);
        if (!isOver) {
          stream.write(made.opening());
        }
      };
    });
  }

  /// A step of the handshake.
  private interface Step {
    /// Compute, on any thread.
    ///
    /// @return what is to be done with the result, on the stream's thread unless all is over by then
    Runnable run() throws HandshakeFailedException;
  }

  private void compute(Step step) {
    isComputing = true;
    computation.execute(() -> {
      Runnable result = outcome(step);
      stream.execute(() -> {
        isComputing = false;
        if (!isOver) {
          result.run();
        }
      });
    });
  }

  private Runnable outcome(Step step) {
    try {
      return step.run();
    } catch (HandshakeFailedException e) {
      return () -> reject(e.rejection());
    } catch (RuntimeException | StackOverflowError e) {
      return () -> failed(e);
    }
  }

  private void failed(Throwable fault) {
    LOGGER.log(
        Level.ERROR, "the handshake with " + stream.remote() + " failed by our fault", fault);
    reject(Rejection.of(Rejection.Kind.AUTHENTICATION_FAILED, "a fault of ours: " + fault));
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
    } else if (!isOver && handshake != null) {
      if (isComputing || timedStage == Handshake.Stage.SECRET_CONNECTION) {
        keep(bytes);
      } else {
        introduce(handshake, bytes);
      }
    }
  }

  private void keep(ByteBuffer bytes) {
    if (early.size() + bytes.remaining() > EARLY_BYTES) {
      reject(
          Rejection.of(
              Rejection.Kind.AUTHENTICATION_FAILED,
              "more than %d bytes before it is known who it is".formatted(EARLY_BYTES)));
      return;
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    early.writeBytes(copy);
    if (!isComputing) {
      stream.pauseReading();
      authenticate(handshake());
    }
  }

  private Handshake handshake() {
    return Objects.requireNonNull(handshake);
  }

  private void authenticate(Handshake with) {
    ByteBuffer bytes = ByteBuffer.wrap(early.toByteArray());
    early.reset();
    compute(() -> {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      Optional<HandshakeFailedException> failure = Optional.empty();
      try {
        with.receive(bytes, output -> write(output, answer));
      } catch (HandshakeFailedException e) {
        // The peer may have to read our node info all the same.
        failure = Optional.of(e);
      }
      Optional<HandshakeFailedException> end = failure;
      return () -> authenticated(with, answer.toByteArray(), end);
    });
  }

  private static void write(ByteBuffer output, ByteArrayOutputStream to) {
    while (output.hasRemaining()) {
      to.write(output.get());
    }
  }

  private void authenticated(
      Handshake with, byte[] answer, Optional<HandshakeFailedException> failure) {
    provedId = with.provedId();
    if (answer.length > 0) {
      stream.write(ByteBuffer.wrap(answer));
    }
    if (failure.isPresent()) {
      reject(failure.get().rejection());
      return;
    }
    ByteBuffer behind = ByteBuffer.wrap(early.toByteArray());
    if (with.stage() == Handshake.Stage.SECRET_CONNECTION && behind.hasRemaining()) {
      authenticate(with);
      return;
    }
    early.reset();
    introduce(with, behind);
    if (!isOver) {
      stream.resumeReading();
    }
  }

  private void introduce(Handshake with, ByteBuffer bytes) {
    try {
      if (bytes.hasRemaining()) {
        with.receive(bytes, stream::write);
      }
      Handshake.Stage stage = with.stage();
      if (stage == Handshake.Stage.DONE) {
        cancelDeadline();
        stream.pauseReading();
        successor = outcome.link(with.session());
        isOver = true;
        outcome.linked();
      } else if (stage != timedStage) {
        timedStage = stage;
        limit(settings.infoTimeout(), "the node info");
      }
    } catch (HandshakeFailedException e) {
      reject(e.rejection());
    } catch (RuntimeException | StackOverflowError e) {
      failed(e);
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
    return new Rejection(kind, provedId, detail);
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
