package dev.cometj.p2p.switching.assembly;

import dev.cometj.p2p.AddressBook;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.Switch;
import dev.cometj.p2p.spi.AnnouncedVersions;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.switching.AssembledNode;
import dev.cometj.p2p.switching.FacetTable;
import dev.cometj.p2p.switching.core.PeerSwitch;
import dev.cometj.p2p.switching.core.SwitchConfig;
import dev.cometj.p2p.switching.core.SwitchView;
import dev.cometj.p2p.switching.peer.ApplicationOwner;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The life of a node; L-V01 and SR-17. The steps run in the Switch's mailbox, one after the other.
final class RunningNode implements AssembledNode {
  private static final Logger LOG = System.getLogger("dev.cometj.p2p.node");

  private static final Duration PEERS_LIMIT = Duration.ofSeconds(2);
  private static final Duration TRANSPORT_LIMIT = Duration.ofSeconds(1);
  private static final Duration MEMBER_LIMIT = Duration.ofSeconds(3);

  private final NodeId id;
  private final NodeParts parts;
  private final PeerSwitch network;
  private final FacetTable facets;
  private final Mailbox mailbox;
  private final Mailbox application;
  private final Switch view;

  private final AtomicBoolean startAsked = new AtomicBoolean();
  private final AtomicBoolean stopAsked = new AtomicBoolean();
  private final AtomicBoolean shutDown = new AtomicBoolean();
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  /// What has been started or is being started, the latest last; used in the mailbox.
  private final Deque<Member> running = new ArrayDeque<>();

  private @Nullable Transport transport;
  private volatile @Nullable NodeInfo nodeInfo;
  private volatile @Nullable HostPort listenAddress;

  RunningNode(NodeId id, NodeParts parts, PeerSwitch network, FacetTable facets) {
    this.id = id;
    this.parts = parts;
    this.network = network;
    this.facets = facets;
    mailbox = network.mailbox();
    application = parts.runtime().mailbox("application");
    view = new SwitchView(network, new ApplicationOwner(application), parts.slots());
    var _ = parts.failure().reported().thenAccept(this::failed);
  }

  @Override
  public CompletionStage<Void> start() {
    if (!startAsked.compareAndSet(false, true)) {
      return CompletableFuture.failedStage(
          new IllegalStateException(
              stopAsked.get() ? "the node has been stopped" : "the node has been started before"));
    }
    CompletableFuture<Void> begun = CompletableFuture.runAsync(() -> {}, mailbox);
    for (Member component : parts.components()) {
      begun = begun.thenComposeAsync(nothing -> start(component), mailbox);
    }
    begun = begun.thenComposeAsync(nothing -> listen(), mailbox);
    for (Member reactor : parts.reactors()) {
      begun = begun.thenComposeAsync(nothing -> start(reactor), mailbox);
    }
    var _ =
        begun
            .thenRunAsync(this::open, mailbox)
            .whenCompleteAsync((nothing, failure) -> started(failure), mailbox);
    return started.minimalCompletionStage();
  }

  private void failed(String line) {
    if (!stopAsked.get()) {
      LOG.log(Level.ERROR, "the node cannot go on: {0}", line);
      var _ = stop();
    }
  }

  @Override
  public CompletionStage<String> failed() {
    return parts.failure().reported();
  }

  private CompletableFuture<Void> start(Member member) {
    requireNotStopped();
    running.addLast(member);
    return member
        .start()
        .whenCompleteAsync(
            (nothing, failure) -> {
              if (failure != null) {
                running.remove(member);
              }
            },
            mailbox);
  }

  private CompletionStage<Void> listen() {
    requireNotStopped();
    SwitchConfig config = parts.plan().config();
    NodeInfo info =
        Announcement.of(
            id,
            config.announcedAddress(),
            parts.profile(),
            parts
                .services()
                .find(AnnouncedVersions.class)
                .map(AnnouncedVersions::protocolVersions)
                .orElseGet(parts.profile().versions()),
            NodeFactory.channels(parts.plan().reactors()));
    nodeInfo = info;
    Transport created =
        parts
            .plan()
            .transport()
            .create(
                new TransportContext(
                    parts.settings(),
                    parts.runtime(),
                    parts.metrics(),
                    parts.signer(),
                    info,
                    NodeFactory.channels(parts.plan().reactors()),
                    parts.connectionFilters()));
    transport = created;
    return created
        .listen(config.listenAddress(), network.acceptor())
        .thenAccept(bound -> listenAddress = bound);
  }

  private void open() {
    requireNotStopped();
    Optional<AddressBook> book = parts.services().find(AddressBook.class);
    network.run(existing(transport), book, listenAddress());
    LOG.log(Level.INFO, "node {0} listens at {1}", id, listenAddress());
  }

  private void requireNotStopped() {
    if (stopAsked.get()) {
      throw new IllegalStateException("the node was stopped while it started");
    }
  }

  private void started(@Nullable Throwable failure) {
    if (failure == null) {
      started.complete(null);
      return;
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    shutDown();
    var _ =
        stopped.whenComplete((nothing, e) -> started.completeExceptionally(failureOr(() -> cause)));
  }

  @Override
  public CompletionStage<Void> stop() {
    if (stopAsked.compareAndSet(false, true)) {
      startAsked.set(true);
      mailbox.execute(this::shutDown);
    }
    return stopped.minimalCompletionStage();
  }

  /// Done once, in the mailbox: after a failed start, or by [#stop()], also in the middle of a start.
  private void shutDown() {
    if (!shutDown.compareAndSet(false, true)) {
      return;
    }
    CompletableFuture<Void> steps =
        limited("the peers", PEERS_LIMIT, network::stopPeers)
            .thenComposeAsync(nothing -> closeTransport(), mailbox);
    long began = parts.runtime().nanoTime();
    for (Member member : running.reversed()) {
      steps = steps.thenComposeAsync(nothing -> stop(member, began), mailbox);
    }
    var _ = steps.whenCompleteAsync((nothing, failure) -> closeMailboxes(), mailbox);
  }

  private CompletableFuture<Void> closeTransport() {
    Transport used = transport;
    return used == null
        ? CompletableFuture.completedFuture(null)
        : limited("the transport", TRANSPORT_LIMIT, used::close);
  }

  /// All members together get as long as one of them, so that several that hang do not add up.
  private CompletableFuture<Void> stop(Member member, long began) {
    Duration used = Duration.ofNanos(parts.runtime().nanoTime() - began);
    Duration rest = PEERS_LIMIT.plus(TRANSPORT_LIMIT).plus(MEMBER_LIMIT).minus(used);
    Duration granted = rest.isPositive() ? rest : Duration.ofMillis(100);
    return limited(member.name(), granted, member::stop);
  }

  private void closeMailboxes() {
    parts.reactors().forEach(member -> member.mailbox().close());
    parts.components().forEach(member -> member.mailbox().close());
    LOG.log(Level.INFO, "node {0} has stopped", id);
    stopped.complete(null);
    started.completeExceptionally(
        failureOr(() -> new IllegalStateException("the node has been stopped")));
    application.close();
    mailbox.close();
  }

  /// What a part reported is the reason of all that came of it.
  private Throwable failureOr(Supplier<Throwable> other) {
    return parts.failure().line().<Throwable>map(P2pException::new).orElseGet(other);
  }

  /// Wait for something to end, but not for ever.
  private CompletableFuture<Void> limited(
      String what, Duration limit, Supplier<? extends CompletionStage<Void>> action) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    var timer =
        mailbox.schedule(
            limit,
            () -> {
              if (result.complete(null)) {
                LOG.log(Level.WARNING, "{0} did not stop in time", what);
              }
            });
    CompletionStage<Void> stage;
    try {
      stage = action.get();
    } catch (RuntimeException e) {
      stage = CompletableFuture.failedStage(e);
    }
    stage.whenCompleteAsync(
        (nothing, failure) -> {
          timer.cancel();
          if (failure != null) {
            LOG.log(Level.ERROR, what + " failed to stop", failure);
          }
          result.complete(null);
        },
        mailbox);
    return result;
  }

  @Override
  public Switch network() {
    return view;
  }

  @Override
  public NodeId id() {
    return id;
  }

  @Override
  public NodeInfo nodeInfo() {
    return existing(nodeInfo);
  }

  @Override
  public HostPort listenAddress() {
    return existing(listenAddress);
  }

  private static <T> T existing(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the node has not started");
    }
    return value;
  }

  @Override
  public FacetTable facets() {
    return facets;
  }

  @Override
  public <S> Optional<S> service(Class<S> type) {
    return parts.services().find(type);
  }

  @Override
  public <S> List<S> services(Class<S> type) {
    return parts.services().all(type);
  }

  @Override
  public String toString() {
    return "node " + id + " with " + List.copyOf(parts.reactors());
  }
}
