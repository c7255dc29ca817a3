package dev.cometj.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.service.StoreException;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.WriteBatch;
import dev.cometj.execution.store.contract.KeyValueStoreContract;
import java.nio.file.Path;
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
}
