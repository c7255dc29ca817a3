package dev.cometj.execution.storage;

import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.contract.StoresContract;
import java.nio.file.Path;

class MemoryStoresTest extends StoresContract {
  @Override
  protected KeyValueStore open(Path folder) {
    return new MemoryKeyValueStore();
  }

  @Override
  protected boolean isDurable() {
    return false;
  }
}
