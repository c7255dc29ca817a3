package dev.cometj.store.rocksdb;

import dev.cometj.execution.store.Stores;
import dev.cometj.execution.store.contract.SampleChain;
import dev.cometj.execution.store.contract.SampleChain.Saved;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.nio.file.Path;

/// Saves one block after the other with its answer and state, and tells of each, until it is killed; run by
/// [StoreKillTest].
final class SavingProcess {
  static final int TX_BYTES = 150_000;

  private SavingProcess() {}

  /// @param arguments the folder of the database
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    RocksDbOpener opener = new RocksDbOpener();
    Stores stores = Stores.over(opener.open(folder, "chain"), true, Runnable::run);
    SampleChain chain = new SampleChain(TX_BYTES);
    long last = stores.states().load().map(state -> state.lastBlockHeight()).orElse(0L);
    if (last == 0) {
      stores.states().save(chain.genesis()).toCompletableFuture().join();
    }
    System.out.println("ready " + last);
    for (long height = last + 1; ; height++) {
      Saved saved = chain.at(height);
      if (stores.blocks().height() < height) {
        stores
            .blocks()
            .save(saved.block(), saved.parts(), saved.commit())
            .toCompletableFuture()
            .join();
      }
      stores
          .states()
          .saveResponse(height, ResponseFinalizeBlock.getDefaultInstance())
          .toCompletableFuture()
          .join();
      stores.states().save(saved.state()).toCompletableFuture().join();
      System.out.println("saved " + height);
      System.out.flush();
    }
  }
}
