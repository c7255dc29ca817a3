package dev.cometj.p2p;

/// How a peer is connected. Usable from any thread.
public interface PeerConnectionInfo {
  /// Tell who opened the connection; PR-09.
  ///
  /// @return true if we did
  boolean isOutbound();

  /// Give what the peer told of itself in the handshake; PR-11.
  ///
  /// @return its info
  NodeInfo nodeInfo();

  /// Look at the connection; PR-12.
  ///
  /// @return its state now
  ConnectionStatus status();

  /// Give the remote end with the authenticated id; PR-13.
  ///
  /// @return outbound: the address dialled, after resolution; inbound: the remote socket's (an ephemeral port)
  NetAddress socketAddress();
}
