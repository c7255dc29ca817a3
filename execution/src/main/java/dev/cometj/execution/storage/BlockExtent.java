package dev.cometj.execution.storage;

import dev.cometj.chain.codec.HeaderCodec;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.KeyRange;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.WriteBatch;
import dev.cometj.wire.store.BlockStoreState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// From which to which height blocks are here. It is read when it is first asked for, and looked at whether it is true.
final class BlockExtent {
  private static final Logger LOG = System.getLogger(BlockExtent.class.getPackageName());

  private final KeyValueStore database;
  private final LongPredicate isWhole;
  private volatile @Nullable Range known;

  BlockExtent(KeyValueStore database, LongPredicate isWhole) {
    this.database = database;
    this.isWhole = isWhole;
  }

  /// A range of heights, both included; 0 and 0 for none.
  record Range(long base, long height) {
    static final Range NONE = new Range(0, 0);

    long size() {
      return height == 0 ? 0 : height - base + 1;
    }

    Range to(long newHeight) {
      return new Range(base == 0 ? newHeight : base, newHeight);
    }

    Range from(long newBase) {
      return new Range(newBase, height);
    }

    Range withoutLast() {
      return height <= base ? NONE : new Range(base, height - 1);
    }

    WriteBatch addTo(WriteBatch batch) {
      BlockStoreState state = BlockStoreState.newBuilder().setBase(base).setHeight(height).build();
      return batch.put(BlockKeys.EXTENT, StoredMessages.value(state));
    }
  }

  Range current() {
    Range range = known;
    return range == null ? open() : range;
  }

  void set(Range range) {
    known = range;
  }

  private synchronized Range open() {
    Range opened = known;
    if (opened == null) {
      opened = wholePart(stored());
      known = opened;
    }
    return opened;
  }

  private Range stored() {
    return StoredMessages.read(database, BlockKeys.EXTENT, BlockStoreState.parser())
        // Before there was a base, everything was kept.
        .map(state ->
            new Range(
                state.getBase() == 0 && state.getHeight() > 0 ? 1 : state.getBase(),
                state.getHeight()))
        .orElse(Range.NONE);
  }

  /// A batch is written whole, so a last block that is not was damaged; it is taken back, and comes again from peers.
  /// If the one before is not whole either, more is damaged than a crash explains.
  private Range wholePart(Range stored) {
    if (stored.height() == 0 || isWhole.test(stored.height())) {
      return stored;
    }
    Range shorter = stored.withoutLast();
    if (shorter.height() == 0 || !isWhole.test(shorter.height())) {
      throw new StoreException(
          Reason.CORRUPT,
          "the last blocks up to height %d are damaged: remove the node's databases, and let it sync again"
              .formatted(stored.height()));
    }
    LOG.log(
        Level.WARNING, "block {0} is not whole and is taken back", Long.toString(stored.height()));
    removeLast(stored);
    return shorter;
  }

  /// Removes the last block of a range; durable when this returns. Readers stop seeing it before it goes.
  void removeLast(Range here) {
    long height = here.height();
    Range shorter = here.withoutLast();
    WriteBatch batch =
        new WriteBatch()
            .deleteRange(KeyRange.startingWith(StoredMessages.key("P:" + height + ":")))
            .delete(BlockKeys.commit(height))
            .delete(BlockKeys.seenCommit(height))
            .delete(BlockKeys.extendedCommit(height))
            .delete(BlockKeys.meta(height));
    hashOf(height).ifPresent(hash -> batch.delete(BlockKeys.height(hash)));
    set(shorter);
    database.write(shorter.addTo(batch), true);
  }

  private Optional<Bytes> hashOf(long height) {
    try {
      return StoredMessages.read(
          database,
          BlockKeys.meta(height),
          dev.cometj.wire.types.BlockMeta.parser(),
          wire -> HeaderCodec.fromWire(wire).blockId().hash());
    } catch (StoreException e) {
      if (e.reason() == Reason.CORRUPT) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
