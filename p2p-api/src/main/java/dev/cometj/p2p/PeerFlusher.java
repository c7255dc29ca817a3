package dev.cometj.p2p;

import java.util.concurrent.CompletionStage;

/// Ends a connection without losing what is queued.
public interface PeerFlusher {
  /// Take no more messages, send all that are queued, flush and close; PR-08. A second call does nothing more. It
  /// does not stop the peer: the Switch's facets do.
  ///
  /// @return a stage that ends when all is handed to the network or the link broke, as an event in the reactor's
  ///     mailbox
  CompletionStage<Void> flushAndStop();
}
