package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.StopReason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One reactor's seat at one connection: the session between `admit` and `peerStopped`. All calls of the reactor are
/// made from events of its mailbox; each is answered by an acknowledgement from there.
///
/// @param <P> the reactor's session
/// @param <M> the messages of its channels
public final class PeerSeat<P, M> {
  private static final Logger LOG = System.getLogger("dev.cometj.p2p.switch");

  private final ReactorSlot<P, M> slot;
  private final PeerConnection peer;
  private final Inbox<P, M> inbox;

  /// Written in the reactor's mailbox, read by the decoding task and by lookups.
  private volatile @Nullable P session;

  PeerSeat(
      ReactorSlot<P, M> slot, PeerConnection peer, PeerSurroundings surroundings, ReadGate gate) {
    this.slot = slot;
    this.peer = peer;
    this.inbox =
        new Inbox<>(
            this, gate, surroundings.inboxBytes(), surroundings.decoding(), surroundings.meters());
  }

  ReactorSlot<P, M> slot() {
    return slot;
  }

  PeerConnection peer() {
    return peer;
  }

  /// Look at the session.
  ///
  /// @return the session, or null before `admit` and after `peerStopped`
  public @Nullable P sessionOrNull() {
    return session;
  }

  void addRoutes(Map<Integer, Consumer<ByteBuffer>> routes) {
    for (Channel<? extends M> channel : slot.channels()) {
      routes.put(channel.id(), bytes -> inbox.received(channel, bytes));
    }
  }

  /// Run something once all that came over the ended link is queued in the reactor's mailbox.
  void afterLast(Runnable action) {
    inbox.afterLast(action);
  }

  /// Let the reactor admit the peer.
  ///
  /// @param acknowledge gets null, or what went wrong; called in the reactor's mailbox
  public void admit(Consumer<@Nullable Throwable> acknowledge) {
    slot.mailbox()
        .execute(() -> {
          @Nullable Throwable fault = null;
          try {
            session =
                Objects.requireNonNull(
                    slot.reactor().admit(new PeerGrants(peer, slot.owner())),
                    "admit returned null");
          } catch (Throwable e) {
            fault = e;
          }
          acknowledge.accept(fault);
        });
  }

  /// Tell the reactor that the peer is in the peer set.
  public void start() {
    slot.mailbox()
        .execute(() -> {
          P current = session;
          if (current != null) {
            try {
              slot.reactor().peerStarted(current);
            } catch (Throwable e) {
              fault("peerStarted", e);
            }
          }
        });
  }

  /// Let the reactor forget the peer, if it has admitted it.
  ///
  /// @param reason why
  /// @param acknowledge called in the reactor's mailbox
  public void stop(StopReason reason, Runnable acknowledge) {
    slot.mailbox()
        .execute(() -> {
          P last = session;
          if (last != null) {
            try {
              slot.reactor().peerStopped(last, reason);
            } catch (Throwable e) {
              LOG.log(Level.ERROR, slot + " failed in peerStopped for " + peer, e);
            }
            session = null;
          }
          acknowledge.run();
        });
  }

  void fault(String where, Throwable fault) {
    LOG.log(Level.ERROR, "%s failed in %s for %s".formatted(slot, where, peer), fault);
    peer.condemn(new StopReason.OwnFault("%s in %s of %s".formatted(fault, where, slot.name())));
  }
}
