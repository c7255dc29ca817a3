package dev.cometj.p2p;

/// The protocol numbers a node announces; `ProtocolVersion` of Go's `p2p/node_info.go`.
///
/// @param p2p the peer protocol; never compared
/// @param block the block protocol; peers must agree on it
/// @param app the application's version as it reported it; never compared
public record ProtocolVersions(long p2p, long block, long app) {
  /// The peer protocol of v0.38.
  public static final long P2P = 8;

  /// The block protocol of v0.38.
  public static final long BLOCK = 11;
}
