package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerDialer;
import dev.cometj.p2p.PeerDirectory;
import dev.cometj.p2p.PeerFlusher;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerLifecycle;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.Services;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// A reactor that watches its host. Its start takes a second, so that a host that does not wait is seen.
final class Probe implements Reactor<Probe.Session, String> {
  private static final Duration START_TIME = Duration.ofSeconds(1);

  enum State {
    NEW,
    STARTING,
    STARTED,
    STOPPED
  }

  /// What the probe keeps of one connection.
  static final class Session {
    private final Probe owner;
    private final PeerIdentity identity;
    private final PeerSender sender;
    private final PeerLifecycle lifecycle;
    private final PeerFlusher flusher;
    private int ordinal;
    private boolean started;
    private boolean over;

    Session(Probe owner, Grants peer) {
      this.owner = owner;
      this.identity = peer.facet(PeerIdentity.class);
      this.sender = peer.facet(PeerSender.class);
      this.lifecycle = peer.facet(PeerLifecycle.class);
      this.flusher = peer.facet(PeerFlusher.class);
    }

    Probe owner() {
      return owner;
    }

    NodeId id() {
      return identity.id();
    }

    PeerIdentity identity() {
      return identity;
    }

    PeerSender sender() {
      return sender;
    }

    PeerLifecycle lifecycle() {
      return lifecycle;
    }

    PeerFlusher flusher() {
      return flusher;
    }

    /// Tell which connection with this node it is, beginning with 1.
    int ordinal() {
      return ordinal;
    }

    boolean isStarted() {
      return started;
    }

    boolean isOver() {
      return over;
    }

    @Override
    public String toString() {
      return id().text().substring(0, 6);
    }
  }

  private final ProbeProvider plan;
  private final ReactorContext context;
  private final CallLog log;
  private final List<Session> living = new ArrayList<>();
  private final Map<NodeId, Integer> admissions = new HashMap<>();
  private State state = State.NEW;
  private boolean inside;
  private int overlaps;

  Probe(ProbeProvider plan, ReactorContext context, CallLog log) {
    this.plan = plan;
    this.context = context;
    this.log = log;
    log.join(this);
  }

  String name() {
    return plan.name();
  }

  State state() {
    return state;
  }

  List<Session> living() {
    return living;
  }

  /// Count how often a node was admitted.
  int admissions(NodeId id) {
    return admissions.getOrDefault(id, 0);
  }

  /// Count the peers that were admitted while a former connection with them lived.
  int overlaps() {
    return overlaps;
  }

  PeerDirectory directory() {
    return context.switchFacets().facet(PeerDirectory.class);
  }

  PeerStopper stopper() {
    return context.switchFacets().facet(PeerStopper.class);
  }

  PeerDialer dialer() {
    return context.switchFacets().facet(PeerDialer.class);
  }

  ReactorContext context() {
    return context;
  }

  /// Note when something runs that belongs into the mailbox.
  void expectMailbox(String what) {
    if (!context.mailbox().isCurrent()) {
      log.violation(name() + ": " + what + " ran outside of the mailbox");
    }
  }

  private void call(String what, Runnable body) {
    expectMailbox(what);
    if (inside) {
      log.violation(name() + ": " + what + " was called from within another call");
    }
    inside = true;
    try {
      body.run();
    } finally {
      inside = false;
    }
  }

  @Override
  public CompletionStage<Void> start(Services services) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    call(
        "start",
        () -> {
          log.record(this, CallLog.Kind.START);
          state = State.STARTING;
          context
              .mailbox()
              .schedule(
                  START_TIME,
                  () -> {
                    state = State.STARTED;
                    answer.complete(null);
                  });
        });
    return answer;
  }

  @Override
  public CompletionStage<Void> stop() {
    call(
        "stop",
        () -> {
          log.record(this, CallLog.Kind.STOP);
          state = State.STOPPED;
        });
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Session admit(Grants peer) {
    List<Session> made = new ArrayList<>(1);
    call(
        "admit",
        () -> {
          log.record(this, CallLog.Kind.ADMIT);
          plan.onAdmit().accept(this, peer);
          Session session = new Session(this, peer);
          if (living.stream().anyMatch(life -> life.id().equals(session.id()))) {
            overlaps++;
          }
          session.ordinal = admissions.merge(session.id(), 1, Integer::sum);
          living.add(session);
          made.add(session);
        });
    return made.getFirst();
  }

  @Override
  public void peerStarted(Session session) {
    call(
        "peerStarted",
        () -> {
          log.record(this, CallLog.Kind.PEER_STARTED, session, "", null);
          if (directory().find(session.id(), Session.class).orElse(null) != session) {
            log.violation(name() + ": a started peer is not in the directory with its session");
          }
          session.started = true;
          plan.onStarted().accept(session);
        });
  }

  @Override
  public Optional<StopReason> screen(
      Session session, Channel<? extends String> channel, ByteBuffer bytes) {
    String text = StandardCharsets.US_ASCII.decode(bytes.duplicate()).toString();
    return text.startsWith("screened")
        ? Optional.of(new StopReason.LimitExceeded("refused by screen"))
        : Optional.empty();
  }

  @Override
  public void receive(Session session, Channel<? extends String> channel, String message) {
    call(
        "receive",
        () -> {
          log.record(this, CallLog.Kind.RECEIVE, session, message, null);
          if (channel.id() != plan.channel().id()) {
            log.violation(name() + ": a message came on a channel of another reactor");
          }
          Consumer<Session> order = plan.orders().get(message);
          if (order != null) {
            order.accept(session);
          }
        });
  }

  @Override
  public void peerStopped(Session session, StopReason reason) {
    call(
        "peerStopped",
        () -> {
          log.record(this, CallLog.Kind.PEER_STOPPED, session, "", reason);
          if (session.started && !directory().connected(Session.class).contains(session)) {
            log.violation(name() + ": a peer left the directory before its peerStopped");
          }
          if (session.lifecycle.isRunning()) {
            log.violation(name() + ": a stopped peer still runs");
          }
          session.over = true;
          living.remove(session);
        });
  }
}
