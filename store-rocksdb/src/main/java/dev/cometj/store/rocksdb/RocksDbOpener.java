package dev.cometj.store.rocksdb;

import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.KeyValueStoreProvider;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.rocksdb.RocksDBException;

/// Opens databases in folders that end in `.rocks`, which the original never makes.
public final class RocksDbOpener implements KeyValueStoreProvider {
  /// Make the opener; it opens nothing.
  public RocksDbOpener() {}

  @Override
  public String backend() {
    return "rocksdb";
  }

  @Override
  public KeyValueStore open(Path folder, String name) {
    Path place = folder.resolve(name + ".rocks");
    RocksDbSetup setup;
    try {
      createDurably(place);
      setup = RocksDbSetup.create();
    } catch (IOException e) {
      throw new StoreException(
          Reason.DEVICE, place + " cannot be made: " + e.getClass().getSimpleName(), e);
    } catch (UnsatisfiedLinkError | IllegalCallerException e) {
      throw new StoreException(
          Reason.DEVICE, "RocksDB's library cannot be loaded: " + e.getMessage(), e);
    }
    try {
      return new RocksDbStore(place, setup, setup.open(place));
    } catch (RocksDBException e) {
      setup.close();
      throw new StoreException(
          Reason.DEVICE,
          "%s cannot be opened, is another node running? %s".formatted(place, e.getMessage()),
          e);
    }
  }

  /// Makes a folder that is still there after a power loss; RocksDB sees to what is in it.
  private static void createDurably(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      return;
    }
    Path parent = place.toAbsolutePath().getParent();
    if (parent != null) {
      createDurably(parent);
      Files.createDirectories(place);
      try (FileChannel entries = FileChannel.open(parent, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
  }
}
