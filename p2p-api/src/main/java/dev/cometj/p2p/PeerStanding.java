package dev.cometj.p2p;

/// What the operator configured about a peer. Usable from any thread.
public interface PeerStanding {
  /// Tell whether its address is one of the persistent peers'; PR-10. Decided once, when the connection was made:
  /// by the dialled address for outbound peers, by the self-reported one for inbound peers.
  ///
  /// @return true if so
  boolean isPersistent();

  /// Tell whether its id is one of the unconditional peers', which no limit applies to.
  ///
  /// @return true if so
  boolean isUnconditional();
}
