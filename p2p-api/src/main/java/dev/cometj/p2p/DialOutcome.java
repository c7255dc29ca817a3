package dev.cometj.p2p;

/// How a dial ended.
public sealed interface DialOutcome {
  /// The node is a peer now.
  ///
  /// @param id its id
  record Connected(NodeId id) implements DialOutcome {}

  /// Nothing was dialled: the node is a peer already, is being dialled, or has the IP of a peer while duplicate
  /// IPs are not allowed (Go's `ErrCurrentlyDialingOrExistingAddress`).
  record AlreadyDialingOrConnected() implements DialOutcome {}

  /// The connection did not become a peer.
  ///
  /// @param rejection why
  record Refused(Rejection rejection) implements DialOutcome {}
}
