package dev.cometj.reactor.blocksync;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.Commit;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.Part;
import dev.cometj.chain.PartSet;
import dev.cometj.chain.codec.BlockCodec;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.State;
import dev.cometj.crypto.Bytes;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A block store in maps, which keeps what it is given.
final class MemoryBlocks implements BlockStore {
  private final TreeMap<Long, PartSet> parts = new TreeMap<>();
  private final TreeMap<Long, Commit> seen = new TreeMap<>();
  private final TreeMap<Long, ExtendedCommit> extended = new TreeMap<>();
  private @Nullable RuntimeException failure;
  long base = 1;
  int reads;

  /// Take over a part of a chain.
  MemoryBlocks with(SampleChain chain, long from, long to) {
    base = from;
    for (long height = from; height <= to; height++) {
      Block block = chain.block(height);
      if (chain.isExtended(height)) {
        var _ = save(block, block.toPartSet(), chain.extendedCommit(height));
      } else {
        var _ = save(block, block.toPartSet(), chain.commitOf(height));
      }
    }
    return this;
  }

  void failWith(RuntimeException next) {
    failure = next;
  }

  void loseExtensions(long height) {
    extended.remove(height);
  }

  void pruneTo(long height) {
    base = height;
    parts.headMap(height).clear();
  }

  @Override
  public long base() {
    return parts.isEmpty() ? 0 : parts.firstKey();
  }

  @Override
  public long height() {
    return parts.isEmpty() ? 0 : parts.lastKey();
  }

  @Override
  public Optional<Bytes> encodedBlock(long height) {
    reads++;
    return Optional.ofNullable(parts.get(height)).map(PartSet::assemble);
  }

  @Override
  public Optional<Block> block(long height) {
    return encodedBlock(height)
        .map(bytes -> {
          try {
            return BlockCodec.decode(bytes);
          } catch (InvalidChainDataException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Override
  public CompletionStage<Void> save(Block block, PartSet whole, Commit seenCommit) {
    if (failure != null) {
      return CompletableFuture.failedStage(failure);
    }
    if (!parts.isEmpty() && block.height() != height() + 1) {
      throw new AssertionError("block %d after %d".formatted(block.height(), height()));
    }
    parts.put(block.height(), whole);
    seen.put(block.height(), seenCommit);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> save(Block block, PartSet whole, ExtendedCommit seenCommit) {
    extended.put(block.height(), seenCommit);
    return save(block, whole, seenCommit.toCommit());
  }

  @Override
  public Optional<Commit> seenCommit(long height) {
    return Optional.ofNullable(seen.get(height));
  }

  @Override
  public Optional<ExtendedCommit> extendedCommit(long height) {
    return Optional.ofNullable(extended.get(height));
  }

  @Override
  public Optional<BlockMeta> meta(long height) {
    throw new UnsupportedOperationException();
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
  public Optional<Part> part(long height, int index) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Commit> commit(long height) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> saveSeenCommit(long height, Commit seenCommit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Pruned> prune(long retainHeight, State state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> deleteLatest() {
    throw new UnsupportedOperationException();
  }
}
