package dev.cometj.p2p;

/// Stops peers that misbehave.
public interface PeerStopper {
  /// Stop a peer for a fault; SR-03. Does nothing if it is stopped already. A persistent peer is redialled as the
  /// reason allows. May be called while a message of the same peer is handled.
  ///
  /// @param peer the peer
  /// @param reason the fault
  void stopForError(PeerIdentity peer, StopReason reason);
}
