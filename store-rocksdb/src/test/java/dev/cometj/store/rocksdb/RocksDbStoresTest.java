package dev.cometj.store.rocksdb;

import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.contract.StoresContract;
import java.nio.file.Path;

class RocksDbStoresTest extends StoresContract {
  @Override
  protected KeyValueStore open(Path folder) {
    return new RocksDbOpener().open(folder, "chain");
  }

  @Override
  protected boolean isDurable() {
    return true;
  }
}
