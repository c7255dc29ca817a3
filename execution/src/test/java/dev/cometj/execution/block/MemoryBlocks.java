package dev.cometj.execution.block;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.Commit;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.Part;
import dev.cometj.chain.PartSet;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.State;
import dev.cometj.crypto.Bytes;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Blocks in a map, of which only what the executor uses works.
final class MemoryBlocks implements BlockStore {
  private final TreeMap<Long, Block> blocks = new TreeMap<>();
  private final TreeMap<Long, BlockMeta> metas = new TreeMap<>();

  @Override
  public long base() {
    return blocks.isEmpty() ? 0 : blocks.firstKey();
  }

  @Override
  public long height() {
    return blocks.isEmpty() ? 0 : blocks.lastKey();
  }

  @Override
  public Optional<BlockMeta> meta(long height) {
    return Optional.ofNullable(metas.get(height));
  }

  @Override
  public Optional<Block> block(long height) {
    return Optional.ofNullable(blocks.get(height));
  }

  @Override
  public CompletionStage<Void> save(Block block, PartSet parts, Commit seenCommit) {
    blocks.put(block.height(), block);
    metas.put(block.height(), BlockMeta.of(block, parts.header()));
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Pruned> prune(long retainHeight, State state) {
    if (retainHeight > height()) {
      return CompletableFuture.failedStage(new IllegalArgumentException("above the height"));
    }
    long gone = retainHeight - base();
    blocks.headMap(retainHeight).clear();
    return CompletableFuture.completedStage(new Pruned(gone, retainHeight));
  }

  void lose(long height) {
    blocks.remove(height);
  }

  @Override
  public Optional<BlockMeta> meta(Bytes hash) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Block> block(Bytes hash) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Bytes> encodedBlock(long height) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Part> part(long height, int index) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Commit> commit(long height) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Commit> seenCommit(long height) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<ExtendedCommit> extendedCommit(long height) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> save(Block block, PartSet parts, ExtendedCommit seenCommit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> saveSeenCommit(long height, Commit seenCommit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> deleteLatest() {
    throw new UnsupportedOperationException();
  }
}
