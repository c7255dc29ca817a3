package dev.cometj.p2p.switching.peer;

import java.util.concurrent.Executor;

/// What every connection of a node shares.
///
/// @param inboxBytes how much of one peer may wait for one reactor
/// @param decoding where messages are screened and decoded
/// @param meters the meters by message type
/// @param events gets what happens to connections
public record PeerSurroundings(
    long inboxBytes, Executor decoding, MessageMeters meters, Events events) {

  /// Gets what happens to connections; called from any thread.
  public interface Events {
    /// Learn that a connection is to be removed; once for each connection.
    ///
    /// @param peer the connection, whose verdict stands
    void condemned(PeerConnection peer);

    /// Learn that a link has ended after it was flushed, so that the peer is of no more use.
    ///
    /// @param peer the connection
    void flushed(PeerConnection peer);
  }
}
