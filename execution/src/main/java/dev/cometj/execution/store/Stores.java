package dev.cometj.execution.store;

import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.EvidenceStore;
import dev.cometj.chain.service.StateStore;
import dev.cometj.execution.storage.KeyValueBlockStore;
import dev.cometj.execution.storage.KeyValueEvidenceStore;
import dev.cometj.execution.storage.KeyValueStateStore;
import dev.cometj.execution.storage.MemoryKeyValueStore;
import java.util.concurrent.Executor;

/// The stores of a node over one database, whose keys do not meet.
///
/// It is one, where the original has one for each, because a database makes its writes durable in order: the state after a
/// block, which is not synced, is then durable before the next block is. With two databases a power loss could leave a
/// block store that is two blocks ahead of the state, which no node recovers from.
public final class Stores implements AutoCloseable {
  private final KeyValueStore database;
  private final BlockStore blocks;
  private final StateStore states;
  private final EvidenceStore evidence;

  private Stores(KeyValueStore database, boolean keepsResponses, Executor writes) {
    this.database = database;
    this.blocks = new KeyValueBlockStore(database, writes);
    this.states = new KeyValueStateStore(database, keepsResponses, writes);
    this.evidence = new KeyValueEvidenceStore(database, writes);
  }

  /// Make stores over a database. Nothing is read before the first call.
  ///
  /// @param database where blocks, states and evidence are kept
  /// @param keepsResponses whether the application's answers to all blocks are kept
  /// @param writes what runs writes, which block; `Runnable::run` makes them end before the call returns
  /// @return the stores, which own the database
  public static Stores over(KeyValueStore database, boolean keepsResponses, Executor writes) {
    return new Stores(database, keepsResponses, writes);
  }

  /// Make empty stores in memory, whose writes end before the call returns.
  ///
  /// @return the stores
  public static Stores inMemory() {
    return over(emptyDatabase(), true, Runnable::run);
  }

  /// Make an empty database in memory.
  ///
  /// @return the database
  public static KeyValueStore emptyDatabase() {
    return new MemoryKeyValueStore();
  }

  /// Give the block store.
  ///
  /// @return the block store
  public BlockStore blocks() {
    return blocks;
  }

  /// Give the state store.
  ///
  /// @return the state store
  public StateStore states() {
    return states;
  }

  /// Give the evidence store.
  ///
  /// @return the evidence store
  public EvidenceStore evidence() {
    return evidence;
  }

  /// Close the database.
  @Override
  public void close() {
    database.close();
  }
}
