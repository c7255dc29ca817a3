package dev.cometj.execution.storage;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.Commit;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.Part;
import dev.cometj.chain.PartSet;
import dev.cometj.chain.codec.BlockCodec;
import dev.cometj.chain.codec.CommitCodec;
import dev.cometj.chain.codec.HeaderCodec;
import dev.cometj.chain.codec.PartCodec;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.WriteBatch;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// The block store over a key-value database; `store/store.go`.
///
/// Each block is one synced batch, in which base and height go along, however large the block is; the original writes
/// the parts of large blocks ahead of it. What is here when the store is opened is looked at once: a last block that is
/// not whole is taken back.
public final class KeyValueBlockStore implements BlockStore {
  private final KeyValueStore database;
  private final BlockExtent extent;
  private final WriteLane lane;
  private final BlockPruning pruning;

  /// Makes the store. Nothing is read before the first call.
  ///
  /// @param database where blocks are kept
  /// @param writes what runs writes, which block
  public KeyValueBlockStore(KeyValueStore database, Executor writes) {
    this.database = database;
    this.extent = new BlockExtent(database, this::isWhole);
    this.lane = new WriteLane(writes);
    this.pruning = new BlockPruning(database, extent, this::meta);
  }

  @Override
  public long base() {
    return extent.current().base();
  }

  @Override
  public long height() {
    return extent.current().height();
  }

  @Override
  public long size() {
    return extent.current().size();
  }

  @Override
  public Optional<BlockMeta> meta(long height) {
    return StoredMessages.read(
        database,
        BlockKeys.meta(height),
        dev.cometj.wire.types.BlockMeta.parser(),
        HeaderCodec::fromWire);
  }

  @Override
  public Optional<BlockMeta> meta(Bytes hash) {
    return heightOf(hash).flatMap(this::meta);
  }

  @Override
  public Optional<Block> block(Bytes hash) {
    return heightOf(hash).flatMap(this::block);
  }

  private Optional<Long> heightOf(Bytes hash) {
    return StoredMessages.readHeight(database, BlockKeys.height(hash));
  }

  @Override
  public Optional<Block> block(long height) {
    Optional<BlockMeta> meta = meta(height);
    if (meta.isEmpty()) {
      return Optional.empty();
    }
    return assemble(height, meta.get().blockId().partSetHeader().total())
        .map(encoded -> decode(height, encoded, meta.get().blockId()));
  }

  private static Block decode(long height, Bytes encoded, BlockId expected) {
    Block block;
    try {
      block = BlockCodec.decode(encoded);
    } catch (InvalidChainDataException e) {
      throw corrupt("the parts of block " + height + " are no block: " + e.getMessage(), e);
    }
    if (!block.hash().equals(expected.hash())) {
      throw new StoreException(
          Reason.CORRUPT, "the parts of block " + height + " are those of another block");
    }
    return block;
  }

  @Override
  public Optional<Bytes> encodedBlock(long height) {
    return meta(height).flatMap(meta -> assemble(height, meta.blockId().partSetHeader().total()));
  }

  /// Puts the parts together. Where one is missing, as while the block is being removed, the block is not here.
  private Optional<Bytes> assemble(long height, int total) {
    Bytes[] contents = new Bytes[total];
    int size = 0;
    for (int i = 0; i < total; i++) {
      Optional<Part> part = part(height, i);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      contents[i] = part.get().bytes();
      size += contents[i].length();
    }
    if (total == 1) {
      return Optional.of(contents[0]);
    }
    byte[] whole = new byte[size];
    int at = 0;
    for (Bytes content : contents) {
      content.copyTo(whole, at);
      at += content.length();
    }
    return Optional.of(Bytes.wrap(whole));
  }

  @Override
  public Optional<Part> part(long height, int index) {
    return StoredMessages.read(
        database,
        BlockKeys.part(height, index),
        dev.cometj.wire.types.Part.parser(),
        PartCodec::fromWire);
  }

  @Override
  public Optional<Commit> commit(long height) {
    return readCommit(BlockKeys.commit(height));
  }

  @Override
  public Optional<Commit> seenCommit(long height) {
    return readCommit(BlockKeys.seenCommit(height));
  }

  private Optional<Commit> readCommit(Bytes key) {
    return StoredMessages.read(
        database, key, dev.cometj.wire.types.Commit.parser(), CommitCodec::fromWire);
  }

  @Override
  public Optional<ExtendedCommit> extendedCommit(long height) {
    return StoredMessages.read(
        database,
        BlockKeys.extendedCommit(height),
        dev.cometj.wire.types.ExtendedCommit.parser(),
        CommitCodec::fromWire);
  }

  @Override
  public CompletionStage<Void> save(Block block, PartSet parts, Commit seenCommit) {
    return lane.run(() -> write(block, batchOf(block, parts, seenCommit)));
  }

  @Override
  public CompletionStage<Void> save(Block block, PartSet parts, ExtendedCommit seenCommit) {
    return lane.run(() -> {
      try {
        seenCommit.ensureExtensions(true);
      } catch (InvalidChainDataException e) {
        throw invalid("block %d: %s".formatted(block.height(), e.getMessage()));
      }
      write(
          block,
          batchOf(block, parts, seenCommit.toCommit())
              .put(
                  BlockKeys.extendedCommit(block.height()),
                  StoredMessages.value(CommitCodec.toWire(seenCommit))));
    });
  }

  private WriteBatch batchOf(Block block, PartSet parts, Commit seenCommit) {
    long height = block.height();
    BlockExtent.Range here = extent.current();
    if (here.height() != 0 && height != here.height() + 1) {
      throw invalid("block %d is not the next after %d".formatted(height, here.height()));
    }
    if (!parts.isComplete()) {
      throw invalid("block %d has only %s parts".formatted(height, parts));
    }
    if (seenCommit.height() != height) {
      throw invalid("block %d has a commit of height %d".formatted(height, seenCommit.height()));
    }
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < parts.total(); i++) {
      Part part = parts.part(i).orElseThrow();
      batch.put(BlockKeys.part(height, i), StoredMessages.value(PartCodec.toWire(part)));
    }
    BlockMeta meta =
        new BlockMeta(
            new BlockId(block.hash(), parts.header()),
            parts.byteSize(),
            block.header(),
            block.data().txs().size());
    return batch
        .put(BlockKeys.meta(height), StoredMessages.value(HeaderCodec.toWire(meta)))
        .put(BlockKeys.height(block.hash()), StoredMessages.height(height))
        .put(
            BlockKeys.commit(height - 1),
            StoredMessages.value(CommitCodec.toWire(block.lastCommit())))
        .put(BlockKeys.seenCommit(height), StoredMessages.value(CommitCodec.toWire(seenCommit)));
  }

  /// Readers hear of the block when all of it is here.
  private void write(Block block, WriteBatch batch) {
    BlockExtent.Range grown = extent.current().to(block.height());
    database.write(grown.addTo(batch), true);
    extent.set(grown);
  }

  @Override
  public CompletionStage<Void> saveSeenCommit(long height, Commit seenCommit) {
    return lane.run(() ->
        database.write(
            new WriteBatch()
                .put(
                    BlockKeys.seenCommit(height),
                    StoredMessages.value(CommitCodec.toWire(seenCommit))),
            true));
  }

  @Override
  public CompletionStage<Pruned> prune(long retainHeight, State state) {
    return lane.call(() -> pruning.prune(retainHeight, state));
  }

  @Override
  public CompletionStage<Void> deleteLatest() {
    return lane.run(() -> {
      BlockExtent.Range here = extent.current();
      if (here.height() == 0) {
        throw new StoreException(Reason.MISSING, "there is no block to remove");
      }
      extent.removeLast(here);
    });
  }

  /// Whether a block can be served: all its parts are here, and are those that its meta names.
  private boolean isWhole(long height) {
    try {
      Optional<BlockMeta> meta = meta(height);
      if (meta.isEmpty() || meta.get().header().height() != height) {
        return false;
      }
      BlockId blockId = meta.get().blockId();
      PartSet parts = PartSet.ofHeader(blockId.partSetHeader());
      for (int i = 0; i < parts.total(); i++) {
        Optional<Part> part = part(height, i);
        if (part.isEmpty() || parts.add(part.get()) != PartSet.Addition.ADDED) {
          return false;
        }
      }
      var _ = decode(height, parts.assemble(), blockId);
      return seenCommit(height).isPresent();
    } catch (StoreException e) {
      if (e.reason() == Reason.CORRUPT) {
        return false;
      }
      throw e;
    }
  }

  private static StoreException invalid(String message) {
    return new StoreException(Reason.INVALID_REQUEST, message);
  }

  private static StoreException corrupt(String message, Exception cause) {
    return new StoreException(Reason.CORRUPT, message, cause);
  }
}
