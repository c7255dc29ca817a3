package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.AddressBook;
import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerAddress;
import dev.cometj.p2p.PeerLedger;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkAcceptor;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.PeerFilter;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.switching.peer.MessageMeters;
import dev.cometj.p2p.switching.peer.PeerConnection;
import dev.cometj.p2p.switching.peer.PeerSeat;
import dev.cometj.p2p.switching.peer.PeerSurroundings;
import dev.cometj.p2p.switching.peer.ReactorSlot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// The Switch: who is connected, who is on the way in, who is dialled; Go's `p2p/switch.go`.
///
/// It is a core with one writer. Everything that happens (a link accepted, a dial ended, a connection condemned, a
/// reactor's acknowledgement, a timer) is an event in its mailbox; only there is its state read and written. Other
/// threads read the immutable [#snapshot()], which is published after each change.
///
/// Until [#run] what comes is kept; from [#stopPeers] on it is refused.
public final class PeerSwitch {
  private static final Logger LOG = System.getLogger("dev.cometj.p2p.switch");

  /// How long a peer whose link was flushed stays a peer, if nobody stops it.
  private static final Duration FLUSHED_GRACE = Duration.ofSeconds(5);

  private enum State {
    PREPARING,
    RUNNING,
    STOPPED
  }

  private final SwitchConfig config;
  private final NodeId ownId;
  private final NodeRuntime runtime;
  private final Mailbox mailbox;
  private final Metrics.Gauge peersGauge;
  private final MessageMeters meters;
  private final PeerSurroundings surroundings;
  private final RecentLedger ledger;
  private final PersistentPeers persistent;
  private final IpReputation reputation;
  private final Entrance entrance;
  private final Dialer dialer;
  private final Redialer redialer;
  private final PersistentDials firstDials;

  private List<ReactorSlot<?, ?>> slots = List.of();
  private List<PeerFilter> filters = List.of();
  private AddressBook book = new NoAddressBook();
  private State state = State.PREPARING;
  private final List<Runnable> kept = new ArrayList<>();
  private final Map<NodeId, PeerConnection> peers = new LinkedHashMap<>();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private volatile PeerSnapshot snapshot = PeerSnapshot.of(List.of(), Set.of());

  /// Make a Switch that nothing is connected to.
  ///
  /// @param config what the operator configured
  /// @param ownId who we are
  /// @param runtime the world the node runs in
  /// @param metrics the node's meters
  public PeerSwitch(SwitchConfig config, NodeId ownId, NodeRuntime runtime, Metrics metrics) {
    this.config = config;
    this.ownId = ownId;
    this.runtime = runtime;
    mailbox = runtime.mailbox("switch");
    peersGauge = metrics.gauge("p2p_peers", "Number of peers.");
    peersGauge.set(0);
    meters = new MessageMeters(metrics);
    surroundings =
        new PeerSurroundings(
            config.inboxBytes(), runtime.computation(), meters, new ConnectionEvents());
    ledger = new RecentLedger(runtime.wallClock());
    persistent = new PersistentPeers(config.persistentPeers());
    reputation = new IpReputation(config.scoreLoopback());
    entrance = new Entrance(this, config, reputation);
    dialer = new Dialer(this);
    redialer = new Redialer(this, runtime.random("switch.redial"));
    firstDials = new PersistentDials(this, persistent, runtime);
  }

  /// Learn what was assembled. Called once, before anything else happens.
  ///
  /// @param reactors the reactors, in the order of admission
  /// @param peerFilters whom to ask about each node
  public void assembled(List<ReactorSlot<?, ?>> reactors, List<PeerFilter> peerFilters) {
    slots = List.copyOf(reactors);
    filters = List.copyOf(peerFilters);
  }

  // ---- what other threads may use

  /// Give the mailbox.
  ///
  /// @return the mailbox; it is closed by whoever stops the node, last of all
  public Mailbox mailbox() {
    return mailbox;
  }

  /// Give the ledger.
  ///
  /// @return what happened to connections
  public PeerLedger ledger() {
    return ledger;
  }

  /// Give what the transport tells of inbound connections.
  ///
  /// @return the acceptor
  public LinkAcceptor acceptor() {
    return new Acceptor();
  }

  SwitchConfig config() {
    return config;
  }

  MessageMeters meters() {
    return meters;
  }

  PeerSnapshot snapshot() {
    return snapshot;
  }

  boolean isPersistent(NetAddress address) {
    return persistent.match(address).isPresent();
  }

  boolean isDialingOrConnected(NetAddress address) {
    return snapshot.isDialingOrConnected(address, config.allowDuplicateIp());
  }

  void markGood(NodeId id) {
    mailbox.execute(() -> tellBook(known -> known.markGood(id)));
  }

  /// Dial, once the Switch runs; from any thread.
  void requestDial(NetAddress address, Consumer<DialOutcome> done) {
    mailbox.execute(() -> whenRunning(() -> dialer.dial(address, done)));
  }

  // ---- life cycle, in the mailbox

  /// Begin: what was kept is handled now, and the persistent peers are dialled.
  ///
  /// @param transport makes links
  /// @param addressBook the address book, if there is one
  /// @param listening where we listen
  public void run(Transport transport, Optional<AddressBook> addressBook, HostPort listening) {
    state = State.RUNNING;
    dialer.use(transport);
    addressBook.ifPresent(offered -> book = offered);
    for (HostPort own : config.ownAddresses()) {
      IpAddress.parse(own.host()).ifPresent(ip -> addOurs(new NetAddress(ownId, ip, own.port())));
    }
    if (!config.privateIds().isEmpty()) {
      tellBook(known -> known.addPrivateIds(config.privateIds()));
    }
    firstDials.start(ownAddress(listening));
    kept.forEach(Runnable::run);
    kept.clear();
  }

  private NetAddress ownAddress(HostPort listening) {
    IpAddress ip =
        IpAddress.parse(listening.host()).orElseGet(() -> IpAddress.of(new byte[] {0, 0, 0, 0}));
    return new NetAddress(ownId, ip, listening.port());
  }

  /// Stop all peers and let nobody in any more.
  ///
  /// @return a stage that ends when every reactor has let go of every peer
  public CompletionStage<Void> stopPeers() {
    state = State.STOPPED;
    redialer.close();
    firstDials.close();
    entrance.abortAll();
    List.copyOf(peers.values()).forEach(peer -> peer.condemn(new StopReason.SwitchStopped()));
    kept.forEach(Runnable::run);
    kept.clear();
    settled();
    return gone.minimalCompletionStage();
  }

  /// Look whether the last peer has gone after the stop.
  void settled() {
    if (state == State.STOPPED && peers.isEmpty() && entrance.isEmpty()) {
      gone.complete(null);
    }
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  private void whenRunning(Runnable action) {
    if (state == State.PREPARING) {
      kept.add(action);
    } else {
      action.run();
    }
  }

  private void addOurs(NetAddress address) {
    tellBook(known -> known.addOurs(address));
  }

  /// Tell the address book something; a fault of it is not ours.
  void tellBook(Consumer<AddressBook> what) {
    try {
      what.accept(book);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the address book failed", e);
    }
  }

  // ---- admission, in the mailbox

  List<PeerFilter> filters() {
    return filters;
  }

  String reactorName(int index) {
    return slots.get(index).name();
  }

  void logFault(String text, Throwable fault) {
    LOG.log(Level.ERROR, text, fault);
  }

  Entrance entrance() {
    return entrance;
  }

  long nanoTime() {
    return runtime.nanoTime();
  }

  private boolean isUnconditional(NodeId id) {
    return config.unconditionalIds().contains(id);
  }

  PeerConnection connectionOf(Link link) {
    Optional<PeerAddress> configured =
        link.isOutbound()
            ? persistent.match(link.socketAddress())
            : persistent.matchSelfReported(link.remoteInfo());
    PeerConnection.Standing standing =
        new PeerConnection.Standing(configured, isUnconditional(link.remoteInfo().id()));
    return new PeerConnection(link, standing, slots, surroundings);
  }

  void insert(PeerConnection peer) {
    peer.inserted(runtime.nanoTime());
    peers.put(peer.id(), peer);
    publish();
    redialer.connected(peer.id());
    ledger.admitted(subjectOf(peer.link()), titleOf(peer));
    LOG.log(Level.INFO, "added peer {0}", peer);
    peer.seats().forEach(PeerSeat::start);
  }

  private static String titleOf(PeerConnection peer) {
    String moniker = peer.link().remoteInfo().moniker();
    String direction = peer.link().isOutbound() ? "Outbound" : "Inbound";
    String standing =
        (peer.standing().persistent().isPresent() ? ", persistent" : "")
            + (peer.standing().unconditional() ? ", unconditional" : "");
    return "%s: '%s'%s".formatted(direction, moniker, standing);
  }

  void refused(Link link, Rejection rejection) {
    ledger.refused(subjectOf(link), rejection);
    LOG.log(Level.INFO, "refused {0}: {1}", link.socketAddress(), rejection);
  }

  void publish() {
    snapshot = PeerSnapshot.of(peers.values(), dialer.claims());
    peersGauge.set(peers.size());
  }

  private static RecentLedger.Subject subjectOf(Link link) {
    return new RecentLedger.Subject(
        Optional.of(link.remoteInfo().id()),
        link.socketAddress().endpoint().toString(),
        link.isOutbound());
  }

  // ---- removal, in the mailbox

  /// Remove a condemned connection; SR-13. One that is not in the set is on its way in: its admission sees the verdict.
  private void condemned(PeerConnection peer) {
    if (peers.get(peer.id()) == peer) {
      peer.close();
      dismiss(peer, peer.verdict(), () -> removed(peer));
    }
  }

  /// Let all reactors forget a peer, and go on when the last of them has.
  void dismiss(PeerConnection peer, StopReason reason, Runnable done) {
    if (peer.seats().isEmpty()) {
      done.run();
      return;
    }
    int[] left = {peer.seats().size()};
    Runnable acknowledged =
        () -> {
          if (--left[0] == 0) {
            done.run();
          }
        };
    for (PeerSeat<?, ?> seat : peer.seats()) {
      seat.stop(reason, () -> mailbox.execute(acknowledged));
    }
  }

  /// The last step: only now may the node come back, so that no reactor hears of it before it has forgotten it.
  private void removed(PeerConnection peer) {
    StopReason reason = peer.verdict();
    peers.remove(peer.id(), peer);
    publish();
    reputation.stopped(peer.link().socketAddress().ip(), reason, runtime.nanoTime());
    ledger.dropped(subjectOf(peer.link()), reason);
    LOG.log(
        RedialPolicy.redialsAfter(reason) ? Level.ERROR : Level.INFO,
        "stopped peer {0}: {1}",
        peer,
        reason.describe());
    if (state == State.RUNNING && RedialPolicy.redialsAfter(reason)) {
      Duration lasted = Duration.ofNanos(runtime.nanoTime() - peer.insertedAt());
      peer.standing().persistent().ifPresent(target -> redialer.lost(target, lasted));
    }
    settled();
  }

  // ---- dialling, in the mailbox

  /// Dial a configured peer, whose name is looked up anew on every attempt.
  ///
  /// @param attempt selects among several answers in turn, from 0
  void dialConfigured(PeerAddress peer, int attempt, Consumer<DialOutcome> done) {
    Optional<NetAddress> literal = peer.literal();
    if (literal.isPresent()) {
      dialer.dial(literal.get(), done);
      return;
    }
    runtime
        .resolver()
        .resolve(peer.endpoint().host())
        .whenComplete((answers, failure) ->
            mailbox.execute(() -> {
              if (failure == null && !answers.isEmpty()) {
                List<NetAddress> addresses = persistent.resolved(peer, answers);
                dialer.dial(addresses.get(attempt % addresses.size()), done);
              } else {
                done.accept(unresolved(peer, String.valueOf(failure)));
              }
            }));
  }

  private DialOutcome unresolved(PeerAddress peer, String why) {
    Rejection rejection =
        Rejection.of(
            Rejection.Kind.UNREACHABLE,
            peer.id(),
            "the name '%s' was not found: %s".formatted(peer.endpoint().host(), why));
    dialFailed(peer.endpoint(), rejection);
    if (state == State.RUNNING) {
      redialer.start(peer);
    }
    return new DialOutcome.Refused(rejection);
  }

  /// Note that the transport made no link.
  void dialFailed(HostPort endpoint, Rejection rejection) {
    ledger.refused(new RecentLedger.Subject(rejection.id(), endpoint.toString(), true), rejection);
    LOG.log(Level.DEBUG, "dialling {0} failed: {1}", endpoint, rejection);
  }

  /// Draw the consequences of a dial that made no peer.
  void dialRefused(NetAddress address, Rejection rejection) {
    if (rejection.kind() == Rejection.Kind.SELF) {
      addOurs(address);
    } else if (state == State.RUNNING && RedialPolicy.redialsAfter(rejection.kind())) {
      persistent.match(address).ifPresent(redialer::start);
    }
  }

  void redialScheduled(PeerAddress target, int tryNumber, Duration pause) {
    ledger.redial(
        new RecentLedger.Subject(Optional.of(target.id()), target.endpoint().toString(), true),
        "Try %d of %d at %s"
            .formatted(tryNumber, RedialSchedule.TRIES, runtime.wallClock().instant().plus(pause)));
  }

  // ---- where events come from

  private final class ConnectionEvents implements PeerSurroundings.Events {
    @Override
    public void condemned(PeerConnection peer) {
      mailbox.execute(() -> PeerSwitch.this.condemned(peer));
    }

    @Override
    public void flushed(PeerConnection peer) {
      var _ =
          mailbox.schedule(
              FLUSHED_GRACE,
              () -> {
                var _ = peer.condemn(new StopReason.Requested("its link was flushed and closed"));
              });
    }
  }

  private final class Acceptor implements LinkAcceptor {
    @Override
    public void accepted(Link link) {
      mailbox.execute(() -> whenRunning(() -> entrance.admit(link, refusal -> {})));
    }

    @Override
    public void rejected(HostPort remote, Rejection rejection) {
      mailbox.execute(() -> rejectedInbound(remote, rejection));
    }

    @Override
    public void failed(Throwable cause) {
      LOG.log(Level.WARNING, "the listener failed to accept and goes on after a pause: {0}", cause);
    }
  }

  private void rejectedInbound(HostPort remote, Rejection rejection) {
    ledger.refused(new RecentLedger.Subject(rejection.id(), remote.toString(), false), rejection);
    LOG.log(Level.INFO, "refused {0}: {1}", remote, rejection);
    if (rejection.kind() == Rejection.Kind.SELF) {
      IpAddress.parse(remote.host())
          .ifPresent(ip -> addOurs(new NetAddress(ownId, ip, remote.port())));
    }
  }
}
