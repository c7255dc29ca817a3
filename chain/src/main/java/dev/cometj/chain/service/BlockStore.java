package dev.cometj.chain.service;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.Commit;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.Part;
import dev.cometj.chain.PartSet;
import dev.cometj.crypto.Bytes;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The service that keeps all blocks from a base to a height, without a gap. Realises `store/store.go`.
///
/// Reads are synchronous, touch at most one block, and may be made from any thread. Writes return stages, which end on
/// any thread once the write is durable; they are done one after the other, in the order of the calls. A write is there
/// whole or not at all, also after a crash: [#height] never names a block of which a part is missing.
///
/// Parts are kept byte for byte as they were received, and blocks are put together from them.
///
/// Reads throw, and stages fail with, [StoreException] only.
public interface BlockStore {
  /// Tell the height of the first block that is here.
  ///
  /// @return the height, or 0 if there is no block
  long base();

  /// Tell the height of the last block that is here and durable.
  ///
  /// @return the height, or 0 if there is no block
  long height();

  /// Tell how many blocks are here.
  ///
  /// @return from 0
  default long size() {
    long last = height();
    return last == 0 ? 0 : last - base() + 1;
  }

  /// Read what is kept at hand of the first block.
  ///
  /// @return its meta, or empty if there is no block
  default Optional<BlockMeta> baseMeta() {
    long first = base();
    return first == 0 ? Optional.empty() : meta(first);
  }

  /// Read what is kept at hand of a block. It is kept longer than the block itself where evidence may still need it.
  ///
  /// @param height the block's height
  /// @return its meta, or empty if it is not here
  Optional<BlockMeta> meta(long height);

  /// Read what is kept at hand of a block.
  ///
  /// @param hash the block's hash
  /// @return its meta, or empty if it is not here
  Optional<BlockMeta> meta(Bytes hash);

  /// Read a block.
  ///
  /// @param height the block's height
  /// @return the block with its bytes as received, or empty if it is not here
  Optional<Block> block(long height);

  /// Read a block.
  ///
  /// @param hash the block's hash
  /// @return the block with its bytes as received, or empty if it is not here
  Optional<Block> block(Bytes hash);

  /// Read a block's bytes as they were received, without decoding them.
  ///
  /// @param height the block's height
  /// @return the bytes, or empty if the block is not here
  Optional<Bytes> encodedBlock(long height);

  /// Read a part of a block.
  ///
  /// @param height the block's height
  /// @param index which part, from 0
  /// @return the part, or empty if it is not here
  Optional<Part> part(long height, int index);

  /// Read the commit of a block as the next block contains it.
  ///
  /// @param height the height of the block that was committed
  /// @return the commit, or empty if it is not here, as for the last block
  Optional<Commit> commit(long height);

  /// Read the commit of a block as this node saw it.
  ///
  /// @param height the block's height
  /// @return the commit, or empty if it is not here
  Optional<Commit> seenCommit(long height);

  /// Read the commit of a block as this node saw it, with vote extensions.
  ///
  /// @param height the block's height
  /// @return the commit, or empty if it is not here, as where extensions are not enabled
  Optional<ExtendedCommit> extendedCommit(long height);

  /// Save a block. Into an empty store any height may come first; then only the next.
  ///
  /// @param block the block
  /// @param parts all its parts
  /// @param seenCommit the votes that committed it
  /// @return a stage that ends when the block is durable
  CompletionStage<Void> save(Block block, PartSet parts, Commit seenCommit);

  /// Save a block at whose height votes have extensions.
  ///
  /// @param block the block
  /// @param parts all its parts
  /// @param seenCommit the votes that committed it, with extensions
  /// @return a stage that ends when the block is durable
  CompletionStage<Void> save(Block block, PartSet parts, ExtendedCommit seenCommit);

  /// Save a commit without its block, as state sync does for the height that it restored. It leaves base and height as
  /// they are.
  ///
  /// @param height the height of the block that was committed
  /// @param seenCommit the commit
  /// @return a stage that ends when it is durable
  CompletionStage<Void> saveSeenCommit(long height, Commit seenCommit);

  /// Remove the blocks before a height. Metas and commits stay for as long as evidence from their height is taken.
  ///
  /// @param retainHeight the first height to keep, from the base to the height
  /// @param state the newest state, which tells the age of evidence
  /// @return a stage with what was removed
  CompletionStage<Pruned> prune(long retainHeight, State state);

  /// Remove the last block, as a rollback does.
  ///
  /// @return a stage that ends when it is durably gone
  CompletionStage<Void> deleteLatest();

  /// What a pruning did.
  ///
  /// @param blocks how many blocks were removed
  /// @param evidenceHeight the first height of which meta and commit were kept; at most the retained height
  record Pruned(long blocks, long evidenceHeight) {}
}
