package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerIdentity;

/// The handle of one connection that reactors hold and hand back; compared by identity.
public final class PeerHandle implements PeerIdentity {
  private final PeerConnection peer;

  PeerHandle(PeerConnection peer) {
    this.peer = peer;
  }

  /// Find the connection behind a handle.
  ///
  /// @param identity a handle given out by a Switch
  /// @return the connection
  /// @throws IllegalArgumentException if it is not a Switch's handle
  public static PeerConnection connection(PeerIdentity identity) {
    return switch (identity) {
      case PeerHandle handle -> handle.peer;
      case PeerView view -> view.connection();
      default ->
          throw new IllegalArgumentException("no handle of a connection: " + identity.getClass());
    };
  }

  @Override
  public NodeId id() {
    return peer.id();
  }

  @Override
  public String toString() {
    return peer.toString();
  }
}
