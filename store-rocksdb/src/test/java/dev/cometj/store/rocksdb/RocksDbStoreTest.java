package dev.cometj.store.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.service.StoreException;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.WriteBatch;
import dev.cometj.execution.store.contract.KeyValueStoreContract;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksDbStoreTest extends KeyValueStoreContract {
  @Override
  protected KeyValueStore open(Path folder) {
    return new RocksDbOpener().open(folder, "test");
  }

  @Override
  protected boolean isDurable() {
    return true;
  }

  @Test
  void twoNodesCannotShareADatabase(@TempDir Path shared) {
    try (KeyValueStore first = open(shared)) {
      assertThatThrownBy(() -> open(shared))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is another node running?");
      first.write(new WriteBatch().put(bytes("a"), bytes("b")), true);
    }
    try (KeyValueStore again = open(shared)) {
      assertThat(again.get(bytes("a"))).contains(bytes("b"));
    }
    assertThat(shared.resolve("test.rocks")).isDirectory();
  }

  /// What was not synced is the end of the write-ahead log, and a power loss takes any part of that.
  @Test
  void aLogThatIsCutAnywhereLeavesABeginningOfWhatWasWritten(@TempDir Path scratch)
      throws IOException {
    int batches = 20;
    Path whole = scratch.resolve("whole");
    try (KeyValueStore store = open(whole)) {
      for (int i = 0; i < batches; i++) {
        store.write(
            new WriteBatch().put(bytes("last"), bytes("" + i)).put(bytes("key" + i), bytes("x")),
            false);
      }
      Path log = logOf(whole);
      long size = Files.size(log);
      for (long left = 0; left <= size; left += size / 31) {
        requireBeginning(cutCopy(whole, log, left, scratch.resolve("cut" + left)), batches);
      }
    }
  }

  private void requireBeginning(Path folder, int batches) {
    try (KeyValueStore store = open(folder)) {
      int last =
          store
              .get(bytes("last"))
              .map(value -> Integer.parseInt(new String(value.toByteArray(), US_ASCII)))
              .orElse(-1);
      for (int i = 0; i < batches; i++) {
        assertThat(store.get(bytes("key" + i)).isPresent()).isEqualTo(i <= last);
      }
    }
  }

  private static Path logOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("test.rocks"))) {
      return files.filter(file -> file.toString().endsWith(".log")).findAny().orElseThrow();
    }
  }

  private static Path cutCopy(Path whole, Path log, long left, Path copy) throws IOException {
    Path database = Files.createDirectories(copy.resolve("test.rocks"));
    try (Stream<Path> files = Files.list(whole.resolve("test.rocks"))) {
      for (Path file : files.toList()) {
        Files.copy(file, database.resolve(file.getFileName()));
      }
    }
    try (FileChannel channel =
        FileChannel.open(database.resolve(log.getFileName()), StandardOpenOption.WRITE)) {
      channel.truncate(left);
    }
    return copy;
  }
}
