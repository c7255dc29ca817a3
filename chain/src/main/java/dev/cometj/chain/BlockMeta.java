package dev.cometj.chain;

/// What is kept at hand of a block. Realises `types/block_meta.go`.
///
/// @param blockId the block
/// @param blockSize its encoded size, in bytes
/// @param header its header
/// @param txCount how many transactions it has
public record BlockMeta(BlockId blockId, long blockSize, Header header, long txCount) {

  /// Makes the meta of a block.
  ///
  /// @param block the block
  /// @param partSetHeader the header of its parts
  /// @return the meta
  public static BlockMeta of(Block block, PartSetHeader partSetHeader) {
    return new BlockMeta(
        new BlockId(block.hash(), partSetHeader),
        block.size(),
        block.header(),
        block.data().txs().size());
  }

  /// Checks that the header is that of the block.
  ///
  /// @throws InvalidChainDataException if not
  public void validate() throws InvalidChainDataException {
    blockId.validate();
    Rules.sameHash(blockId.hash(), header.hash(), "block hash");
  }
}
