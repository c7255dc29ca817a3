package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.BroadcastResult;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.switching.peer.FacetOwner;
import dev.cometj.p2p.switching.peer.MessageMeters;
import dev.cometj.p2p.switching.peer.Outgoing;
import dev.cometj.p2p.switching.peer.PeerConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// One message to all peers; SR-01. It is encoded once, and not at all if nobody can take it.
final class Broadcast {
  private final Map<NodeId, SendResult> results = new ConcurrentHashMap<>();
  private final AtomicInteger open;
  private final CompletableFuture<BroadcastResult> done = new CompletableFuture<>();

  private Broadcast(int peers) {
    open = new AtomicInteger(peers);
  }

  static <M> CompletionStage<BroadcastResult> send(
      List<PeerConnection> peers,
      Channel<M> channel,
      M message,
      MessageMeters meters,
      FacetOwner owner) {
    Map<NodeId, SendResult> refusals = new HashMap<>();
    for (PeerConnection peer : peers) {
      SendResult ability = peer.sendability(channel.id());
      if (!ability.isQueued()) {
        refusals.put(peer.id(), ability);
      }
    }
    if (refusals.size() == peers.size()) {
      return CompletableFuture.completedStage(new BroadcastResult(refusals));
    }
    Outgoing outgoing = Outgoing.of(channel, message, meters);
    Broadcast broadcast = new Broadcast(peers.size());
    for (PeerConnection peer : peers) {
      peer.send(owner, outgoing).thenAccept(result -> broadcast.ended(peer.id(), result));
    }
    return broadcast.done.minimalCompletionStage();
  }

  /// Sends that wait end in the owner's mailbox, the others at once: so does the last of them.
  private void ended(NodeId id, SendResult result) {
    results.put(id, result);
    if (open.decrementAndGet() == 0) {
      done.complete(new BroadcastResult(results));
    }
  }
}
