package dev.cometj.p2p;

/// Tells the address book about useful peers.
public interface PeerReputation {
  /// Mark a peer as good; SR-02. Without an address book it does nothing.
  ///
  /// @param peer the peer
  void markGood(PeerIdentity peer);
}
