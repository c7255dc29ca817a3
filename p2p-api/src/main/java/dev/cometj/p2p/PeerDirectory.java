package dev.cometj.p2p;

import java.util.List;
import java.util.Optional;

/// The connected peers, as the asking reactor's own sessions; SR-05. Reads a snapshot; usable from any thread.
public interface PeerDirectory {
  /// Find a peer by id.
  ///
  /// @param <P> the reactor's session type
  /// @param id the id
  /// @param session the class of the reactor's sessions
  /// @return the session its `admit` returned, or empty if there is no such peer
  <P> Optional<P> find(NodeId id, Class<P> session);

  /// List the peers.
  ///
  /// @param <P> the reactor's session type
  /// @param session the class of the reactor's sessions
  /// @return their sessions, in the order in which they were added; unmodifiable, unaffected by later changes
  <P> List<P> connected(Class<P> session);
}
