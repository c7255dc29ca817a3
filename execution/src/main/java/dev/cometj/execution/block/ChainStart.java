package dev.cometj.execution.block;

import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.codec.ParamsCodec;
import dev.cometj.chain.codec.PublicKeyCodec;
import dev.cometj.chain.merkle.MerkleHasher;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.service.BlockExecutionException;
import dev.cometj.chain.service.State;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.execution.block.HandshakeException.Reason;
import dev.cometj.wire.abci.RequestInitChain;
import dev.cometj.wire.abci.ResponseInitChain;
import dev.cometj.wire.abci.ValidatorUpdate;
import java.util.List;

/// How a chain begins: what the application is told of the genesis, and what it changes about the first state. Realises
/// the first part of `ReplayBlocks` in `consensus/replay.go`.
///
/// @param genesis the document
record ChainStart(GenesisDoc genesis) {

  RequestInitChain request() {
    RequestInitChain.Builder request =
        RequestInitChain.newBuilder()
            .setTime(AbciValues.wire(genesis.genesisTime()))
            .setChainId(genesis.chainId())
            .setConsensusParams(ParamsCodec.toWire(genesis.consensusParams()))
            .setAppStateBytes(AbciValues.wire(genesis.appState()))
            .setInitialHeight(genesis.initialHeight());
    for (Validator validator : set(genesisValidators(), "the genesis").validators()) {
      request.addValidators(
          ValidatorUpdate.newBuilder()
              .setPubKey(PublicKeyCodec.toWire(validator.publicKey()))
              .setPower(validator.votingPower()));
    }
    return request.build();
  }

  /// The state before the first block, as the genesis has it.
  State state() {
    try {
      return State.ofGenesis(genesis);
    } catch (InvalidChainDataException e) {
      throw new HandshakeException(
          Reason.INVALID_VALIDATORS,
          "the validators of genesis.json make no set: " + e.getMessage(),
          e);
    }
  }

  private List<Validator> genesisValidators() {
    return genesis.validators().stream()
        .map(validator -> Validator.of(validator.publicKey(), validator.power()))
        .toList();
  }

  /// The first state as the application wants it. A hash, validators and parameters that it does not name stay those of
  /// the genesis.
  State begun(State genesisState, ResponseInitChain response) {
    State state = genesisState.withLastResultsHash(MerkleHasher.root(List.of()));
    if (!response.getAppHash().isEmpty()) {
      state = state.withAppHash(AbciValues.bytes(response.getAppHash()));
    }
    if (response.getValidatorsCount() > 0) {
      state = state.withValidators(set(named(response), "the application"));
    } else if (genesis.validators().isEmpty()) {
      throw new HandshakeException(
          Reason.NO_VALIDATORS,
          "neither genesis.json nor the application names a validator: list one in "
              + "genesis.json, or let the application answer InitChain with one");
    }
    if (response.hasConsensusParams()) {
      ConsensusParams params = changed(state.consensusParams(), response);
      state = state.withConsensusParams(params).withAppVersion(params.version().app());
    }
    return state;
  }

  private static ConsensusParams changed(ConsensusParams params, ResponseInitChain response) {
    try {
      return params.updated(ParamsCodec.updateFromWire(response.getConsensusParams()));
    } catch (ArithmeticException e) {
      throw new HandshakeException(
          Reason.INVALID_PARAMETERS,
          "the application's first consensus parameters have a duration that is none",
          e);
    }
  }

  private static List<Validator> named(ResponseInitChain response) {
    try {
      return ValidatorUpdates.read(response.getValidatorsList());
    } catch (BlockExecutionException e) {
      throw new HandshakeException(Reason.INVALID_VALIDATORS, String.valueOf(e.getMessage()), e);
    }
  }

  private static ValidatorSet set(List<Validator> validators, String origin) {
    try {
      return ValidatorSet.of(validators);
    } catch (InvalidChainDataException e) {
      throw new HandshakeException(
          Reason.INVALID_VALIDATORS,
          "the first validators, by the word of %s, make no set: %s"
              .formatted(origin, e.getMessage()),
          e);
    }
  }
}
