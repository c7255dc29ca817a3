package dev.cometj.execution.storage;

import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.params.EvidenceParams;
import dev.cometj.chain.service.BlockStore.Pruned;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.WriteBatch;
import java.util.Optional;
import java.util.function.LongFunction;

/// Removes old blocks; `PruneBlocks` of `store/store.go`. Metas and commits from whose height evidence is still taken
/// stay, and go with a later pruning, which the original does not do.
final class BlockPruning {
  /// After so many heights a batch is written, so that none becomes too large.
  private static final int HEIGHTS_OF_A_BATCH = 1000;

  private final KeyValueStore database;
  private final BlockExtent extent;
  private final LongFunction<Optional<BlockMeta>> metas;

  BlockPruning(
      KeyValueStore database, BlockExtent extent, LongFunction<Optional<BlockMeta>> metas) {
    this.database = database;
    this.extent = extent;
    this.metas = metas;
  }

  Pruned prune(long retainHeight, State state) {
    BlockExtent.Range here = extent.current();
    if (retainHeight <= 0 || retainHeight > here.height() || retainHeight < here.base()) {
      throw new StoreException(
          Reason.INVALID_REQUEST,
          "cannot prune to height %d: blocks %d to %d are here"
              .formatted(retainHeight, here.base(), here.height()));
    }
    long keptFrom =
        StoredMessages.readHeight(database, BlockKeys.EVIDENCE_BASE)
            .filter(height -> height < here.base())
            .orElse(here.base());
    long evidenceHeight = evidenceHeight(keptFrom, retainHeight, state);
    WriteBatch batch = new WriteBatch();
    int heights = 0;
    for (long height = keptFrom; height < Math.min(evidenceHeight, here.base()); height++) {
      removeWhatEvidenceNeeds(batch, height);
      if (++heights % HEIGHTS_OF_A_BATCH == 0) {
        write(batch, here, height + 1);
        batch = new WriteBatch();
      }
    }
    long removed = 0;
    for (long height = here.base(); height < retainHeight; height++) {
      Optional<BlockMeta> meta = metas.apply(height);
      if (meta.isPresent()) {
        removeBlock(batch, height, meta.get());
        removed++;
      }
      if (height < evidenceHeight) {
        removeWhatEvidenceNeeds(batch, height);
      }
      if (++heights % HEIGHTS_OF_A_BATCH == 0) {
        write(batch, here.from(height + 1), Math.min(evidenceHeight, height + 1));
        batch = new WriteBatch();
      }
    }
    write(batch, here.from(retainHeight), evidenceHeight);
    return new Pruned(removed, evidenceHeight);
  }

  /// The first height that evidence may still be about, at most the one retained.
  private long evidenceHeight(long from, long retainHeight, State state) {
    for (long height = from; height < retainHeight; height++) {
      Optional<BlockMeta> meta = metas.apply(height);
      if (meta.isPresent() && !isExpired(state, meta.get())) {
        return height;
      }
    }
    return retainHeight;
  }

  private static boolean isExpired(State state, BlockMeta meta) {
    EvidenceParams limits = state.consensusParams().evidence();
    return meta.header().time().until(state.lastBlockTime()).compareTo(limits.maxAgeDuration()) > 0
        && state.lastBlockHeight() - meta.header().height() > limits.maxAgeNumBlocks();
  }

  private static void removeWhatEvidenceNeeds(WriteBatch batch, long height) {
    batch
        .delete(BlockKeys.meta(height))
        .delete(BlockKeys.commit(height))
        .delete(BlockKeys.extendedCommit(height));
  }

  private static void removeBlock(WriteBatch batch, long height, BlockMeta meta) {
    batch.delete(BlockKeys.height(meta.blockId().hash())).delete(BlockKeys.seenCommit(height));
    for (int i = 0; i < meta.blockId().partSetHeader().total(); i++) {
      batch.delete(BlockKeys.part(height, i));
    }
  }

  /// Readers stop seeing the blocks before they go.
  private void write(WriteBatch batch, BlockExtent.Range left, long evidenceBase) {
    extent.set(left);
    batch.put(BlockKeys.EVIDENCE_BASE, StoredMessages.height(evidenceBase));
    database.write(left.addTo(batch), true);
  }
}
