package dev.cometj.chain.params;

/// Limits of a block. Realises `types/params.go`.
///
/// @param maxBytes the most bytes of a block; -1 for [dev.cometj.chain.BlockLimits#MAX_BLOCK_BYTES]
/// @param maxGas the most gas of a block; -1 for no limit
public record BlockParams(long maxBytes, long maxGas) {

  /// What a genesis without parameters has: 21 MiB and no limit of gas.
  public static final BlockParams DEFAULT = new BlockParams(22_020_096, -1);
}
