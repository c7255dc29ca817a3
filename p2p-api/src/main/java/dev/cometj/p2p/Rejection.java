package dev.cometj.p2p;

import java.util.Optional;

/// Why a connection never became a peer: `ErrRejected` and its kin of Go's `p2p/errors.go`, with every case told
/// apart.
///
/// @param kind the case
/// @param id the remote id as far as it was authenticated or claimed
/// @param detail one line in words
public record Rejection(Kind kind, Optional<NodeId> id, String detail) {

  /// Make a rejection of a connection whose remote id is not known.
  ///
  /// @param kind the case
  /// @param detail one line in words
  /// @return the rejection
  public static Rejection of(Kind kind, String detail) {
    return new Rejection(kind, Optional.empty(), detail);
  }

  /// Make a rejection of a known remote id.
  ///
  /// @param kind the case
  /// @param id the remote id
  /// @param detail one line in words
  /// @return the rejection
  public static Rejection of(Kind kind, NodeId id, String detail) {
    return new Rejection(kind, Optional.of(id), detail);
  }

  /// The cases, in the order in which the handshake meets them.
  public enum Kind {
    /// Nothing answered at the address, or the network failed on the way.
    UNREACHABLE,
    /// This very connection exists already.
    DUPLICATE_CONNECTION,
    /// There is a connection with this IP, and `allow_duplicate_ip` is off.
    DUPLICATE_IP,
    /// Too many connections at once from this IP, or in all, that have not authenticated yet.
    TOO_MANY_HANDSHAKES,
    /// A filter refused it.
    FILTERED,
    /// A filter did not answer in time.
    FILTER_TIMEOUT,
    /// A stage of the handshake did not end in time.
    HANDSHAKE_TIMEOUT,
    /// The secret connection could not be made, or the peer could not prove its key.
    AUTHENTICATION_FAILED,
    /// The peer has another key than the one dialled, or claims another id than its key's.
    WRONG_ID,
    /// The peer's [NodeInfo] breaks a rule.
    INVALID_NODE_INFO,
    /// It is ourselves.
    SELF,
    /// Other network, other block protocol, or no common channel.
    INCOMPATIBLE,
    /// There is a peer with this id.
    DUPLICATE_ID,
    /// All inbound places are taken.
    TOO_MANY_INBOUND,
    /// Code of ours failed while it prepared for the peer, or the peer ended meanwhile.
    NOT_ADMITTED,
    /// This node is stopping.
    STOPPING
  }

  @Override
  public String toString() {
    return kind + ": " + detail + id.map(i -> " (" + i + ")").orElse("");
  }
}
