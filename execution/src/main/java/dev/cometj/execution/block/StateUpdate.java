package dev.cometj.execution.block;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.Header;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.codec.ParamsCodec;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.params.ConsensusParamsUpdate;
import dev.cometj.chain.service.BlockExecutionException;
import dev.cometj.chain.service.BlockExecutionException.Reason;
import dev.cometj.chain.service.State;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.util.List;

/// The state after a block. Realises `updateState` of `state/execution.go`.
final class StateUpdate {
  private StateUpdate() {}

  /// Computes the state.
  ///
  /// @param state the state before the block
  /// @param blockId the block
  /// @param header its header
  /// @param response what the application made of it
  /// @param validatorUpdates the changes to validators in it, which begin to count two heights later
  /// @return the state after it, with the application's new hash
  static State after(
      State state,
      BlockId blockId,
      Header header,
      ResponseFinalizeBlock response,
      List<Validator> validatorUpdates) {
    ConsensusParams params = state.consensusParams();
    BlockVersion version = state.version();
    long paramsChanged = state.lastHeightConsensusParamsChanged();
    if (response.hasConsensusParamUpdates()) {
      params = changed(params, response, header.height());
      version = new BlockVersion(version.block(), params.version().app());
      paramsChanged = header.height() + 1;
    }
    long validatorsChanged =
        validatorUpdates.isEmpty() ? state.lastHeightValidatorsChanged() : header.height() + 2;
    return new State(
        version,
        state.software(),
        state.chainId(),
        state.initialHeight(),
        header.height(),
        blockId,
        header.time(),
        changed(state.nextValidators(), validatorUpdates).advanced(1),
        state.nextValidators(),
        state.validators(),
        validatorsChanged,
        params,
        paramsChanged,
        ResultsHash.of(response.getTxResultsList()),
        AbciValues.bytes(response.getAppHash()));
  }

  private static ValidatorSet changed(ValidatorSet validators, List<Validator> updates) {
    try {
      return validators.changed(updates);
    } catch (InvalidChainDataException e) {
      throw ValidatorUpdates.refusal(String.valueOf(e.getMessage()), e);
    }
  }

  private static ConsensusParams changed(
      ConsensusParams params, ResponseFinalizeBlock response, long height) {
    try {
      ConsensusParamsUpdate update =
          ParamsCodec.updateFromWire(response.getConsensusParamUpdates());
      ConsensusParams changed = params.updated(update);
      changed.validate();
      params.validateUpdate(update, height);
      return changed;
    } catch (InvalidChainDataException | ArithmeticException e) {
      throw new BlockExecutionException(
          Reason.PARAMETER_UPDATES,
          "the application's changes to the consensus parameters are wrong: " + e.getMessage(),
          e);
    }
  }
}
