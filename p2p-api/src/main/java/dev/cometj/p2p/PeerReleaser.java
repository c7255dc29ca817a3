package dev.cometj.p2p;

/// Lets peers go that are no longer needed.
public interface PeerReleaser {
  /// Stop a peer without a fault; SR-04. It is never redialled.
  ///
  /// @param peer the peer
  void stopGracefully(PeerIdentity peer);
}
