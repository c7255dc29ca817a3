package dev.cometj.reactor.mempool.gossip;

import dev.cometj.chain.service.PeerHeight;
import dev.cometj.p2p.PeerAttributes;
import dev.cometj.p2p.PeerLifecycle;
import dev.cometj.p2p.SendResult;
import dev.cometj.reactor.mempool.pool.HashedTx;
import dev.cometj.reactor.mempool.pool.PoolTx;
import dev.cometj.reactor.mempool.pool.TxCursor;
import dev.cometj.reactor.mempool.pool.TxList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Offers one peer the transactions in the list, in their order, one for each message.
///
/// It works in turns, each as long as it can go on: until the end of the list, the end of the room in the send queue, or
/// a transaction that the peer is too far behind for. Then it lies still, and is woken by what it waits for: a new
/// transaction, room, or the peer's height. Nothing is offered to whoever sent it.
public final class PeerGossip {
  private static final long UNKNOWN = Long.MIN_VALUE;

  /// How a transaction is sent.
  public interface Outlet {
    /// Queue a transaction if there is room.
    ///
    /// @param tx the transaction
    /// @return what came of it
    SendResult offer(HashedTx tx);

    /// Be told once when there is room again.
    ///
    /// @param action runs in the reactor's mailbox
    void whenWritable(Runnable action);
  }

  private final TxList list;
  private final Executor mailbox;
  private final Outlet outlet;
  private final PeerLifecycle lifecycle;
  private final char senderId;
  private final boolean needsHeight;
  private @Nullable TxCursor cursor;
  private long peerHeight = UNKNOWN;
  private boolean woken;
  private boolean awaitsRoom;

  /// Make one that does nothing yet.
  ///
  /// @param list the transactions
  /// @param mailbox the reactor's mailbox
  /// @param outlet sends to the peer
  /// @param lifecycle tells whether the peer is still there
  /// @param attributes tells the peer's height, if some reactor of the node learns it
  /// @param senderId the peer's short id
  public PeerGossip(
      TxList list,
      Executor mailbox,
      Outlet outlet,
      PeerLifecycle lifecycle,
      PeerAttributes attributes,
      char senderId) {
    this.list = list;
    this.mailbox = mailbox;
    this.outlet = outlet;
    this.lifecycle = lifecycle;
    this.senderId = senderId;
    this.needsHeight = attributes.isPublished(PeerHeight.KEY);
    if (needsHeight) {
      attributes.onChange(PeerHeight.KEY, this::at);
      attributes.get(PeerHeight.KEY).ifPresent(height -> peerHeight = height);
    }
  }

  private void at(long height) {
    peerHeight = height;
    turn();
  }

  /// Begin with the first transaction.
  void begin() {
    cursor = list.open(this::wake);
    wake();
  }

  /// Send no more.
  ///
  /// @return whether it had begun
  boolean end() {
    TxCursor place = cursor;
    if (place == null) {
      return false;
    }
    list.close(place);
    cursor = null;
    return true;
  }

  /// Have a turn soon, one for all that happens until then.
  private void wake() {
    if (!woken) {
      woken = true;
      mailbox.execute(() -> {
        woken = false;
        turn();
      });
    }
  }

  private void turn() {
    TxCursor place = cursor;
    if (place == null || awaitsRoom) {
      return;
    }
    PoolTx tx;
    while (lifecycle.isRunning() && (tx = place.peek()) != null && isUpTo(tx)) {
      if (!tx.isFrom(senderId)) {
        switch (outlet.offer(tx.tx())) {
          case QUEUED -> {}
          case QUEUE_FULL, TIMED_OUT -> {
            awaitsRoom = true;
            outlet.whenWritable(this::writable);
            return;
          }
          case PEER_STOPPED, CHANNEL_UNSUPPORTED -> {
            var _ = end();
            return;
          }
        }
      }
      place.advance();
    }
  }

  private void writable() {
    awaitsRoom = false;
    turn();
  }

  /// A peer one block behind the transaction still gets it.
  private boolean isUpTo(PoolTx tx) {
    return !needsHeight || (peerHeight != UNKNOWN && peerHeight >= tx.height() - 1);
  }
}
