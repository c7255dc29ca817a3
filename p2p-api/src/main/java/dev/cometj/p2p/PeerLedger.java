package dev.cometj.p2p;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Why each connection was admitted, refused or dropped: the latest entries, bounded. Usable from any thread.
public interface PeerLedger {
  /// Read the ledger.
  ///
  /// @return the latest entries, oldest first
  List<Entry> entries();

  /// One event of a connection's life.
  ///
  /// @param time when
  /// @param id the remote id, as far as it was known
  /// @param address the remote address, `ip:port`
  /// @param outbound whether we opened the connection
  /// @param event what happened
  /// @param reason why, in words that begin with the name of the typed reason
  record Entry(
      Instant time,
      Optional<NodeId> id,
      String address,
      boolean outbound,
      Event event,
      String reason) {}

  /// What can happen to a connection.
  enum Event {
    /// It became a peer.
    ADMITTED,
    /// It never became one.
    REFUSED,
    /// It was one, and is stopped.
    DROPPED,
    /// The next redial is scheduled.
    REDIAL
  }
}
