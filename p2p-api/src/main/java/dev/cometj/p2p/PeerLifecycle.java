package dev.cometj.p2p;

import java.util.concurrent.CompletionStage;

/// Whether a peer is still there. Usable from any thread.
public interface PeerLifecycle {
  /// Tell whether the peer is started and not stopped; PR-02. Flushing alone does not clear it.
  ///
  /// @return true between the two
  boolean isRunning();

  /// Wait for the peer to stop; PR-07.
  ///
  /// @return a stage that ends with the reason, as an event in the reactor's mailbox
  CompletionStage<StopReason> stopped();
}
