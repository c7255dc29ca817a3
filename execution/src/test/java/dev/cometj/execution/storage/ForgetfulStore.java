package dev.cometj.execution.storage;

import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.KeyRange;
import dev.cometj.execution.store.KeyValueCursor;
import dev.cometj.execution.store.KeyValueSnapshot;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A database on a simulated disk: a power loss takes back batches that were not synced, the last ones first; and the
/// device can fail.
public final class ForgetfulStore implements KeyValueStore {
  private final MemoryKeyValueStore now = new MemoryKeyValueStore();
  private final List<WriteBatch> written = new ArrayList<>();
  private int durable;
  private int syncs;
  private int writesUntilFailure = Integer.MAX_VALUE;

  /// An empty one.
  public ForgetfulStore() {}

  /// What is there after a power loss: all that was synced, and some of the rest.
  ForgetfulStore afterPowerLoss(RandomGenerator random) {
    return afterPowerLoss(random.nextInt(unsynced() + 1));
  }

  /// What is there after a power loss that spared so many of the batches that were not synced.
  public ForgetfulStore afterPowerLoss(int spared) {
    return first(durable + spared);
  }

  /// What is there if the power failed after so many writes, and the disk had them all.
  public ForgetfulStore first(int writes) {
    ForgetfulStore then = new ForgetfulStore();
    for (WriteBatch batch : written.subList(0, writes)) {
      then.write(batch, true);
    }
    return then;
  }

  /// How many batches a power loss can take.
  public int unsynced() {
    return written.size() - durable;
  }

  void failAfter(int writes) {
    writesUntilFailure = writes;
  }

  int syncs() {
    return syncs;
  }

  public int writes() {
    return written.size();
  }

  @Override
  public void write(WriteBatch batch, boolean sync) {
    if (writesUntilFailure-- <= 0) {
      throw new StoreException(Reason.DEVICE, "No space left on device");
    }
    now.write(batch, sync);
    written.add(batch);
    if (sync) {
      durable = written.size();
      syncs++;
    }
  }

  @Override
  public Optional<Bytes> get(Bytes key) {
    return now.get(key);
  }

  @Override
  public KeyValueCursor iterate(KeyRange range, Order order) {
    return now.iterate(range, order);
  }

  @Override
  public KeyValueSnapshot snapshot() {
    return now.snapshot();
  }

  @Override
  public void close() {
    now.close();
  }
}
