package dev.cometj.execution.storage;

import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.KeyRange;
import dev.cometj.execution.store.KeyValueCursor;
import dev.cometj.execution.store.KeyValueSnapshot;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.WriteBatch;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A database that is opened when it is first used, so that a node without chain leaves no empty one behind.
public final class LateKeyValueStore implements KeyValueStore {
  private final Supplier<KeyValueStore> opening;
  private final Consumer<StoreException> broken;
  private volatile @Nullable KeyValueStore opened;
  private boolean isClosed;

  /// Makes the store; it opens nothing.
  ///
  /// @param opening opens the database; it is called again if it fails
  /// @param broken learns of each write that the device failed; must not throw
  public LateKeyValueStore(Supplier<KeyValueStore> opening, Consumer<StoreException> broken) {
    this.opening = opening;
    this.broken = broken;
  }

  private KeyValueStore database() {
    KeyValueStore here = opened;
    return here == null ? open() : here;
  }

  private synchronized KeyValueStore open() {
    if (isClosed) {
      throw new StoreException(Reason.CLOSED, "the database was closed");
    }
    KeyValueStore here = opened;
    if (here == null) {
      here = opening.get();
      opened = here;
    }
    return here;
  }

  @Override
  public Optional<Bytes> get(Bytes key) {
    return database().get(key);
  }

  @Override
  public KeyValueCursor iterate(KeyRange range, Order order) {
    return database().iterate(range, order);
  }

  @Override
  public void write(WriteBatch batch, boolean sync) {
    KeyValueStore here = database();
    try {
      here.write(batch, sync);
    } catch (StoreException e) {
      if (e.reason() == Reason.DEVICE) {
        broken.accept(e);
      }
      throw e;
    }
  }

  @Override
  public KeyValueSnapshot snapshot() {
    return database().snapshot();
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    KeyValueStore here = opened;
    if (here != null) {
      here.close();
    }
  }
}
