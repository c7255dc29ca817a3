package dev.cometj.execution.storage;

import dev.cometj.chain.codec.ParamsCodec;
import dev.cometj.chain.codec.StateCodec;
import dev.cometj.chain.codec.ValidatorCodec;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.execution.store.WriteBatch;
import dev.cometj.wire.state.ConsensusParamsInfo;
import dev.cometj.wire.state.ValidatorsInfo;

/// What is written with a state: the validators and parameters of the heights that it brings.
final class StateBatches {
  private StateBatches() {}

  /// With the state after a block, or before the first.
  static WriteBatch after(State state) {
    WriteBatch batch = new WriteBatch();
    long next = state.lastBlockHeight() + 1;
    if (next == 1) {
      next = state.initialHeight();
      // Validators become known one block ahead, which nobody did for the first.
      putValidators(batch, next, next, state.validators());
    }
    putValidators(batch, next + 1, state.lastHeightValidatorsChanged(), state.nextValidators());
    return end(batch, next, state);
  }

  /// With a state that came from elsewhere: nothing before it is here.
  static WriteBatch elsewhere(State state) {
    WriteBatch batch = new WriteBatch();
    long next = state.nextHeight();
    if (next > 1 && !state.lastValidators().isEmpty()) {
      putValidators(batch, next - 1, next - 1, state.lastValidators());
    }
    putValidators(batch, next, next, state.validators());
    putValidators(batch, next + 1, next + 1, state.nextValidators());
    return end(batch, next, state);
  }

  private static WriteBatch end(WriteBatch batch, long next, State state) {
    putParams(batch, next, state.lastHeightConsensusParamsChanged(), state.consensusParams());
    return batch.put(StateKeys.STATE, StoredMessages.value(StateCodec.toWire(state)));
  }

  static void putValidators(WriteBatch batch, long height, long lastChanged, ValidatorSet set) {
    if (lastChanged > height) {
      throw new StoreException(
          Reason.INVALID_REQUEST,
          "validators of height %d cannot have changed at %d".formatted(height, lastChanged));
    }
    ValidatorsInfo.Builder info = ValidatorsInfo.newBuilder().setLastHeightChanged(lastChanged);
    if (height == lastChanged || height % StateKeys.CHECKPOINT_INTERVAL == 0) {
      info.setValidatorSet(ValidatorCodec.toWire(set));
    }
    batch.put(StateKeys.validators(height), StoredMessages.value(info.build()));
  }

  static void putParams(WriteBatch batch, long height, long lastChanged, ConsensusParams params) {
    ConsensusParamsInfo.Builder info =
        ConsensusParamsInfo.newBuilder()
            .setConsensusParams(dev.cometj.wire.types.ConsensusParams.getDefaultInstance())
            .setLastHeightChanged(lastChanged);
    if (height == lastChanged) {
      info.setConsensusParams(ParamsCodec.toWire(params));
    }
    batch.put(StateKeys.consensusParams(height), StoredMessages.value(info.build()));
  }
}
