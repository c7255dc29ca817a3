package dev.cometj.p2p;

import java.util.concurrent.CompletionStage;

/// Sends to all peers.
public interface PeerBroadcaster {
  /// Queue a message for every connected peer, waiting up to ten seconds for each; SR-01. It is encoded once.
  ///
  /// @param <M> the messages of the channel
  /// @param channel the channel
  /// @param message the message
  /// @return a stage that ends when every peer's send has ended, as an event in the reactor's mailbox
  <M> CompletionStage<BroadcastResult> broadcast(Channel<M> channel, M message);
}
