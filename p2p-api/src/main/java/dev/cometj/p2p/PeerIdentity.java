package dev.cometj.p2p;

/// The handle of one connection with a peer. A node that reconnects gets a new handle, so that an action meant
/// for the old connection never hits the new one. Compared by identity; usable from any thread.
public interface PeerIdentity {
  /// Tell who is at the other end.
  ///
  /// @return the authenticated id, PR-01
  NodeId id();
}
