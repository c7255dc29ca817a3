package dev.cometj.p2p;

/// Counts peers.
public interface PeerCensus {
  /// Count; SR-06.
  ///
  /// @return the numbers now, without unconditional peers
  PeerCounts counts();
}
