package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;

/// The versions that a header states. Realises `proto/tendermint/version`.
///
/// @param block the block protocol, an unsigned 64-bit number
/// @param app the application's version, an unsigned 64-bit number
public record BlockVersion(long block, long app) {

  /// The block protocol of this software.
  public static final long BLOCK_PROTOCOL = 11;

  /// Makes the version of blocks that this software makes.
  ///
  /// @param app the application's version
  /// @return the version
  public static BlockVersion of(long app) {
    return new BlockVersion(BLOCK_PROTOCOL, app);
  }

  void writeTo(ProtoWriter out) {
    out.varint(2, app);
    out.varint(1, block);
  }
}
