package dev.cometj.execution.storage;

import com.google.protobuf.Int64Value;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.codec.EvidenceCodec;
import dev.cometj.chain.service.EvidenceStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.KeyRange;
import dev.cometj.execution.store.KeyValueCursor;
import dev.cometj.execution.store.KeyValueReads.Order;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.WriteBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// The evidence store over a key-value database, with the keys and values of `evidence/pool.go`.
public final class KeyValueEvidenceStore implements EvidenceStore {
  private static final byte COMMITTED = 0x00;
  private static final byte PENDING = 0x01;

  private final KeyValueStore database;
  private final WriteLane lane;

  /// Makes the store. Nothing is read before the first call.
  ///
  /// @param database where evidence is kept
  /// @param writes what runs writes, which block
  public KeyValueEvidenceStore(KeyValueStore database, Executor writes) {
    this.database = database;
    this.lane = new WriteLane(writes);
  }

  /// Keys sort by height, because it is written with all its sixteen digits.
  private static Bytes key(byte kind, Evidence evidence) {
    String known = "%016X/%s".formatted(evidence.height(), evidence.hash());
    byte[] key = (' ' + known).getBytes(StandardCharsets.US_ASCII);
    key[0] = kind;
    return Bytes.wrap(key);
  }

  @Override
  public List<Evidence> pending() {
    List<Evidence> pending = new ArrayList<>();
    KeyRange all = KeyRange.startingWith(Bytes.wrap(new byte[] {PENDING}));
    try (KeyValueCursor cursor = database.iterate(all, Order.ASCENDING)) {
      while (cursor.next()) {
        pending.add(read(cursor));
      }
    }
    return pending;
  }

  private static Evidence read(KeyValueCursor cursor) {
    try {
      return EvidenceCodec.fromWire(
          dev.cometj.wire.types.Evidence.parseFrom(cursor.value().toByteBuffer()));
    } catch (InvalidProtocolBufferException | InvalidChainDataException e) {
      throw new StoreException(
          Reason.CORRUPT,
          "the database holds as pending evidence what is none: " + e.getMessage(),
          e);
    }
  }

  @Override
  public boolean isCommitted(Evidence evidence) {
    return database.get(key(COMMITTED, evidence)).isPresent();
  }

  @Override
  public CompletionStage<Void> add(Evidence evidence) {
    Bytes value = StoredMessages.value(EvidenceCodec.toWire(evidence));
    return write(new WriteBatch().put(key(PENDING, evidence), value));
  }

  @Override
  public CompletionStage<Void> commit(List<Evidence> evidence) {
    WriteBatch batch = new WriteBatch();
    for (Evidence each : evidence) {
      batch
          .delete(key(PENDING, each))
          .put(key(COMMITTED, each), StoredMessages.value(Int64Value.of(each.height())));
    }
    return write(batch);
  }

  @Override
  public CompletionStage<Void> remove(List<Evidence> evidence) {
    WriteBatch batch = new WriteBatch();
    evidence.forEach(each -> batch.delete(key(PENDING, each)));
    return write(batch);
  }

  /// Nothing here needs a sync of its own: the database makes writes durable in order, so what the state builds on is.
  private CompletionStage<Void> write(WriteBatch batch) {
    return lane.run(() -> database.write(batch, false));
  }
}
