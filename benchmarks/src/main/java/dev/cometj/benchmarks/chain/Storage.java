package dev.cometj.benchmarks.chain;

import dev.cometj.chain.Block;
import dev.cometj.chain.Commit;
import dev.cometj.chain.PartSet;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.execution.store.Stores;
import dev.cometj.store.rocksdb.RocksDbOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Blocks on disk, in the database that a node uses.
final class Storage {
  private static final double NANOS_PER_SECOND = 1e9;

  private final ChainOptions options;
  private final List<Whole> blocks = new ArrayList<>();

  /// Makes the blocks.
  Storage(ChainOptions options) {
    this.options = options;
    for (int i = 0; i < options.count(); i++) {
      Block block = Inputs.block(options, i + 1L);
      Inputs.Stream stream = new Inputs.Stream(4_000_000L + i);
      Commit seen = Inputs.commit(stream, options.signatures(), i + 1L);
      blocks.add(new Whole(block, block.toPartSet(), seen));
    }
  }

  /// All that is saved of a block.
  private record Whole(Block block, PartSet parts, Commit seenCommit) {}

  /// What is done with a new database.
  private interface Use {
    Meter.Reading on(BlockStore store);
  }

  /// Save all blocks, each of which is durable before the next is saved.
  Meter.Reading save() throws IOException {
    long end = System.nanoTime() + (long) (options.warmUp() * NANOS_PER_SECOND);
    while (System.nanoTime() - end < 0) {
      var _ = withStore(this::saveAll);
    }
    return withStore(this::saveAll);
  }

  /// Load blocks in no order.
  Meter.Reading load() throws IOException {
    return withStore(store -> {
      String digest = saveAll(store).digest();
      blocks.clear();
      Inputs.Stream order = new Inputs.Stream(5_000_000);
      return Work.timed(
          options,
          new Work(
              () -> {
                long height = Long.remainderUnsigned(order.next(), options.count()) + 1;
                return store.block(height).orElseThrow();
              },
              1,
              digest));
    });
  }

  private Meter.Reading saveAll(BlockStore store) {
    Meter meter = Meter.start();
    for (Whole each : blocks) {
      store.save(each.block(), each.parts(), each.seenCommit()).toCompletableFuture().join();
    }
    return meter.read(blocks.size(), Inputs.digest(blocks.getLast().block().hash()));
  }

  private Meter.Reading withStore(Use use) throws IOException {
    Files.createDirectories(options.folder());
    Path folder = Files.createTempDirectory(options.folder(), "store");
    try (Stores stores =
        Stores.over(new RocksDbOpener().open(folder, "chain"), true, Runnable::run)) {
      return use.on(stores.blocks());
    } finally {
      remove(folder);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
