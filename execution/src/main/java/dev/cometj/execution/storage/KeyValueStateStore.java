package dev.cometj.execution.storage;

import com.google.protobuf.CodedInputStream;
import dev.cometj.chain.codec.ParamsCodec;
import dev.cometj.chain.codec.StateCodec;
import dev.cometj.chain.codec.ValidatorCodec;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.WriteBatch;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import dev.cometj.wire.state.ABCIResponsesInfo;
import dev.cometj.wire.state.ConsensusParamsInfo;
import dev.cometj.wire.state.ValidatorsInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// The state store over a key-value database; `state/store.go`.
///
/// One sync for each block, where the original has two: that of the application's answer, before the application
/// commits. The state after the block is written without one, and becomes durable with the next block; see
/// [StateStore] for why that loses nothing. An answer is kept once, where the original keeps the newest twice.
public final class KeyValueStateStore implements StateStore {
  private static final long NONE = -1;

  private final KeyValueStore database;
  private final boolean keepsResponses;
  private final WriteLane lane;
  private final StatePruning pruning;

  /// The block whose answer was made durable last since the store was opened; touched by writes only.
  private long answered = NONE;

  /// Makes the store. Nothing is read before the first call.
  ///
  /// @param database where states are kept
  /// @param keepsResponses whether the answers to all blocks are kept
  /// @param writes what runs writes, which block
  public KeyValueStateStore(KeyValueStore database, boolean keepsResponses, Executor writes) {
    this.database = database;
    this.keepsResponses = keepsResponses;
    this.lane = new WriteLane(writes);
    this.pruning = new StatePruning(database, this);
  }

  @Override
  public Optional<State> load() {
    return StoredMessages.read(
        database, StateKeys.STATE, dev.cometj.wire.state.State.parser(), StateCodec::fromWire);
  }

  @Override
  public Optional<ValidatorSet> validators(long height) {
    Optional<ValidatorsInfo> info = validatorsInfo(height);
    if (info.isEmpty()) {
      return Optional.empty();
    }
    if (info.get().hasValidatorSet()) {
      return set(height);
    }
    long whole = StateKeys.wholeSetHeight(height, info.get().getLastHeightChanged());
    return set(whole).map(set -> set.advanced(Math.toIntExact(height - whole)));
  }

  @Override
  public Optional<ValidatorSet> voters(long height) {
    return validatorsInfo(height)
        .flatMap(info ->
            set(
                info.hasValidatorSet()
                    ? height
                    : StateKeys.wholeSetHeight(height, info.getLastHeightChanged())));
  }

  Optional<ValidatorsInfo> validatorsInfo(long height) {
    return StoredMessages.read(database, StateKeys.validators(height), ValidatorsInfo.parser());
  }

  private Optional<ValidatorSet> set(long height) {
    return StoredMessages.read(
            database,
            StateKeys.validators(height),
            ValidatorsInfo.parser(),
            info ->
                info.hasValidatorSet()
                    ? Optional.of(ValidatorCodec.fromWire(info.getValidatorSet()))
                    : Optional.<ValidatorSet>empty())
        .flatMap(found -> found);
  }

  @Override
  public Optional<ConsensusParams> consensusParams(long height) {
    return paramsInfo(height)
        .flatMap(info ->
            StateKeys.isWhole(info)
                ? Optional.of(info)
                : paramsInfo(info.getLastHeightChanged()).filter(StateKeys::isWhole))
        .map(info -> ParamsCodec.fromWire(info.getConsensusParams()));
  }

  Optional<ConsensusParamsInfo> paramsInfo(long height) {
    return StoredMessages.read(
        database, StateKeys.consensusParams(height), ConsensusParamsInfo.parser());
  }

  @Override
  public Optional<ResponseFinalizeBlock> response(long height) {
    return keepsResponses ? storedResponse(height) : Optional.empty();
  }

  private Optional<ResponseFinalizeBlock> storedResponse(long height) {
    return StoredMessages.read(
        database, StateKeys.response(height), ResponseFinalizeBlock.parser());
  }

  @Override
  public Optional<ResponseFinalizeBlock> lastResponse(long height) {
    Optional<ABCIResponsesInfo> info =
        StoredMessages.read(database, StateKeys.LAST_RESPONSE, ABCIResponsesInfo.parser());
    if (info.isEmpty() || info.get().getHeight() != height) {
      return Optional.empty();
    }
    return info.get().hasResponseFinalizeBlock()
        ? Optional.of(info.get().getResponseFinalizeBlock())
        : storedResponse(height);
  }

  @Override
  public boolean keepsResponses() {
    return keepsResponses;
  }

  @Override
  public CompletionStage<Void> save(State state) {
    return lane.run(() -> {
      WriteBatch batch = StateBatches.after(state);
      database.write(batch, state.lastBlockHeight() != answered);
    });
  }

  @Override
  public CompletionStage<Void> rollBackTo(State state) {
    return lane.run(() -> database.write(StateBatches.after(state), true));
  }

  @Override
  public CompletionStage<Void> bootstrap(State state) {
    return lane.run(() -> database.write(StateBatches.elsewhere(state), true));
  }

  @Override
  public CompletionStage<Void> saveResponse(long height, ResponseFinalizeBlock response) {
    return lane.run(() -> {
      WriteBatch batch = new WriteBatch();
      ABCIResponsesInfo.Builder last = ABCIResponsesInfo.newBuilder().setHeight(height);
      if (keepsResponses) {
        batch.put(StateKeys.response(height), StoredMessages.value(response));
      } else {
        last.setResponseFinalizeBlock(response);
      }
      batch.put(StateKeys.LAST_RESPONSE, StoredMessages.value(last.build()));
      database.write(batch, true);
      answered = height;
    });
  }

  @Override
  public CompletionStage<Void> prune(long from, long to, long evidenceHeight) {
    return lane.run(() -> pruning.prune(from, to, evidenceHeight));
  }

  @Override
  public OptionalLong offlineStateSyncHeight() {
    Optional<Bytes> value = database.get(StateKeys.OFFLINE_STATE_SYNC);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long height = CodedInputStream.newInstance(value.get().toByteBuffer()).readSInt64();
      if (height >= 0) {
        return OptionalLong.of(height);
      }
    } catch (IOException e) {
      throw new StoreException(
          Reason.CORRUPT, "the height of the offline state sync is none: " + e.getMessage(), e);
    }
    throw new StoreException(
        Reason.CORRUPT, "the height of the offline state sync is none: it is negative");
  }

  @Override
  public CompletionStage<Void> saveOfflineStateSyncHeight(long height) {
    return lane.run(() ->
        database.write(new WriteBatch().put(StateKeys.OFFLINE_STATE_SYNC, goVarint(height)), true));
  }

  /// Go's signed varint, which protobuf calls zigzag.
  private static Bytes goVarint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return Bytes.wrap(out.toByteArray());
  }
}
