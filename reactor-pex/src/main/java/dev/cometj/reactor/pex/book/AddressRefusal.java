package dev.cometj.reactor.pex.book;

/// Why an address was not taken into the book: the errors of Go's `p2p/pex/errors.go`, in the order in which the
/// rules are checked, and one more.
public enum AddressRefusal {
  /// No node can have it: its id is no id, or its IP is unspecified, broadcast or reserved for documentation.
  INVALID,
  /// The id is banned.
  BANNED,
  /// Several peers with this IP were banned within the last hour (W12). The original has no such rule.
  IP_BANNED,
  /// The id is private: it must not be handed on, so it is not kept.
  PRIVATE,
  /// It was told by a private peer, whose neighbours must not become known.
  PRIVATE_SOURCE,
  /// It is our own address.
  OURS,
  /// The internet does not route to it, and `p2p.addr_book_strict` is on.
  UNROUTABLE
}
