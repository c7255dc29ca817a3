package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerAddress;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection with a peer, from an authenticated link to its removal; Go's `p2p/peer.go`.
///
/// The Switch moves it along from its mailbox; whatever else happens to it comes from any thread and goes through one
/// point, [#condemn(StopReason)]: the first verdict stands, and the Switch learns of it exactly once.
public final class PeerConnection {
  private static final Logger LOG = System.getLogger("dev.cometj.p2p.switch");

  private final Link link;
  private final Standing standing;
  private final PeerSurroundings surroundings;
  private final List<PeerSeat<?, ?>> seats;
  private final Map<Integer, Consumer<ByteBuffer>> routes = new HashMap<>();

  /// By channel id; as long as our largest id needs.
  private final @Nullable ChannelOutlet[] outlets;

  private final AttributeBoard attributes;
  private final PeerHandle handle = new PeerHandle(this);
  private final AtomicReference<@Nullable StopReason> verdict = new AtomicReference<>();
  private final CompletableFuture<StopReason> stopped = new CompletableFuture<>();
  private final AtomicReference<@Nullable CompletionStage<Void>> flush = new AtomicReference<>();
  private volatile boolean started;

  /// What ended the link, as far as it was not we.
  private volatile @Nullable StopReason linkEnd;

  private long insertedAt;

  /// What the operator configured about a peer, as it was when the connection was made.
  ///
  /// @param persistent the configured address that makes it persistent, which redialling goes to
  /// @param unconditional whether no limit applies to it
  public record Standing(Optional<PeerAddress> persistent, boolean unconditional) {}

  /// Take a link.
  ///
  /// @param link the link; opened by [#open()]
  /// @param standing what the operator configured
  /// @param slots the reactors, in the order of admission
  /// @param surroundings what all connections share
  public PeerConnection(
      Link link, Standing standing, List<ReactorSlot<?, ?>> slots, PeerSurroundings surroundings) {
    this.link = link;
    this.standing = standing;
    this.surroundings = surroundings;
    Set<AttributeKey<?>> published = new HashSet<>();
    slots.forEach(slot -> published.addAll(slot.owner().publishes()));
    attributes = new AttributeBoard(this::isCondemned, Set.copyOf(published));
    ReadGate gate = new ReadGate(link);
    List<PeerSeat<?, ?>> all = new ArrayList<>();
    for (ReactorSlot<?, ?> slot : slots) {
      PeerSeat<?, ?> seat = new PeerSeat<>(slot, this, surroundings, gate);
      all.add(seat);
      seat.addRoutes(routes);
    }
    seats = List.copyOf(all);
    int length = 1 + routes.keySet().stream().mapToInt(id -> id).max().orElse(-1);
    outlets = new ChannelOutlet[length];
    AtomicLong waitingBytes = new AtomicLong();
    routes.keySet().forEach(id -> outlets[id] = new ChannelOutlet(link, id, waitingBytes));
  }

  /// Tell who is at the other end.
  ///
  /// @return the authenticated id
  public NodeId id() {
    return link.remoteInfo().id();
  }

  /// Give the link.
  ///
  /// @return the link
  public Link link() {
    return link;
  }

  /// Tell what the operator configured.
  ///
  /// @return the standing
  public Standing standing() {
    return standing;
  }

  /// Give the reactors' seats.
  ///
  /// @return the seats, in the order of admission
  public List<PeerSeat<?, ?>> seats() {
    return seats;
  }

  /// Give the handle that reactors know the connection by.
  ///
  /// @return always the same object
  public PeerHandle handle() {
    return handle;
  }

  /// Begin to read; every reactor has admitted the peer.
  public void open() {
    started = true;
    link.open(new Reader());
  }

  /// Note when it came into the peer set. In the Switch's mailbox.
  ///
  /// @param nanoTime the monotonic clock
  public void inserted(long nanoTime) {
    insertedAt = nanoTime;
  }

  /// Tell when it came into the peer set. In the Switch's mailbox.
  ///
  /// @return the monotonic clock's time
  public long insertedAt() {
    return insertedAt;
  }

  /// Tell whether it is started and not stopped; PR-02.
  ///
  /// @return true between the two
  public boolean isRunning() {
    return started && verdict.get() == null;
  }

  /// Tell whether its messages are still handled. Those that came before the peer hung up are: a seed answers and hangs
  /// up at once.
  ///
  /// @return true from the start until there is a verdict other than the end of the link
  boolean isHeard() {
    StopReason reason = verdict.get();
    return started && (reason == null || reason.equals(linkEnd));
  }

  /// Tell whether it is to be removed.
  ///
  /// @return true once there is a verdict
  public boolean isCondemned() {
    return verdict.get() != null;
  }

  /// Tell why it is to be removed.
  ///
  /// @return the first verdict
  /// @throws NullPointerException before there is one
  public StopReason verdict() {
    return Objects.requireNonNull(verdict.get());
  }

  /// Have it removed. From now on it is not running; the removal follows in the Switch's mailbox. Only the first call
  /// has an effect. Any thread.
  ///
  /// @param reason why
  /// @return true if this was the first call
  public boolean condemn(StopReason reason) {
    boolean first = verdict.compareAndSet(null, reason);
    if (first) {
      surroundings.events().condemned(this);
    }
    return first;
  }

  /// Close the link and end everything that waits for it; the first step of the removal. Called once, with a verdict.
  public void close() {
    close(link, verdict());
    for (ChannelOutlet outlet : outlets) {
      if (outlet != null) {
        outlet.end();
      }
    }
    stopped.complete(verdict());
  }

  /// Close a link, whatever its transport makes of it.
  ///
  /// @param link the link
  /// @param reason why
  public static void close(Link link, StopReason reason) {
    try {
      link.close(reason);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the link with " + link.socketAddress() + " failed to close", e);
    }
  }

  AttributeBoard attributes() {
    return attributes;
  }

  MessageMeters meters() {
    return surroundings.meters();
  }

  /// Give the stage that ends when the connection is closed; on any thread.
  CompletionStage<StopReason> stopped() {
    return stopped;
  }

  /// Tell whether a channel can be sent on at all.
  ///
  /// @param channelId 0..255
  /// @return `QUEUED` if so, or the result every send has
  public SendResult sendability(int channelId) {
    ChannelOutlet outlet = channelId < outlets.length ? outlets[channelId] : null;
    if (!isRunning()) {
      return SendResult.PEER_STOPPED;
    }
    return outlet != null && outlet.isSupported()
        ? SendResult.QUEUED
        : SendResult.CHANNEL_UNSUPPORTED;
  }

  SendResult trySend(Outgoing message) {
    SendResult ability = sendability(message.channelId());
    return ability.isQueued() ? outlet(message).trySend(message) : ability;
  }

  /// Queue a message, waiting for room.
  ///
  /// @param owner in whose mailbox the stage ends, unless it has ended already
  /// @param message the message
  /// @return a stage that ends with the result
  public CompletionStage<SendResult> send(FacetOwner owner, Outgoing message) {
    SendResult ability = sendability(message.channelId());
    return ability.isQueued() ? outlet(message).send(owner, message) : Ended.stage(ability);
  }

  private ChannelOutlet outlet(Outgoing message) {
    return Objects.requireNonNull(outlets[message.channelId()]);
  }

  CompletionStage<Void> flush() {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletionStage<Void> former = flush.compareAndExchange(null, mine);
    if (former != null) {
      return former;
    }
    link.flushAndClose().whenComplete((nothing, failure) -> mine.complete(null));
    return mine;
  }

  @Override
  public String toString() {
    return "%s (%s, %s)"
        .formatted(
            id(), link.socketAddress().endpoint(), link.isOutbound() ? "outbound" : "inbound");
  }

  private final class Reader implements LinkHandler {
    @Override
    public void received(int channelId, ByteBuffer message) {
      Consumer<ByteBuffer> route = routes.get(channelId);
      if (route == null) {
        condemn(new StopReason.ProtocolViolation("unknown channel 0x%02x".formatted(channelId)));
      } else {
        route.accept(message);
      }
    }

    @Override
    public void closed(StopReason reason) {
      if (flush.get() != null && !isCondemned()) {
        // We closed it ourselves after the last message; who asked for that stops the peer, too.
        surroundings.events().flushed(PeerConnection.this);
      } else {
        linkEnd = reason;
        AtomicInteger waiting = new AtomicInteger(seats.size() + 1);
        Runnable arrived =
            () -> {
              if (waiting.decrementAndGet() == 0) {
                condemn(reason);
              }
            };
        seats.forEach(seat -> seat.afterLast(arrived));
        arrived.run();
      }
    }
  }
}
