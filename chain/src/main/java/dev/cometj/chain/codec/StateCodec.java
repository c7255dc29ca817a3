package dev.cometj.chain.codec;

import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.service.State;
import dev.cometj.chain.validators.ValidatorSet;

/// States, as they are stored.
public final class StateCodec {

  private StateCodec() {}

  /// Makes the message of a state.
  ///
  /// @param state the state
  /// @return the message
  public static dev.cometj.wire.state.State toWire(State state) {
    var wire =
        dev.cometj.wire.state.State.newBuilder()
            .setVersion(
                dev.cometj.wire.state.Version.newBuilder()
                    .setConsensus(HeaderCodec.toWire(state.version()))
                    .setSoftwareBytes(WireValues.wireText(state.software())))
            .setChainIdBytes(WireValues.wireText(state.chainId()))
            .setInitialHeight(state.initialHeight())
            .setLastBlockHeight(state.lastBlockHeight())
            .setLastBlockId(BlockIdCodec.toWire(state.lastBlockId()))
            .setLastBlockTime(WireValues.wire(state.lastBlockTime()))
            .setNextValidators(ValidatorCodec.toWire(state.nextValidators()))
            .setValidators(ValidatorCodec.toWire(state.validators()))
            .setLastHeightValidatorsChanged(state.lastHeightValidatorsChanged())
            .setConsensusParams(ParamsCodec.toWire(state.consensusParams()))
            .setLastHeightConsensusParamsChanged(state.lastHeightConsensusParamsChanged())
            .setLastResultsHash(WireValues.wire(state.lastResultsHash()))
            .setAppHash(WireValues.wire(state.appHash()));
    if (state.lastBlockHeight() >= 1) {
      wire.setLastValidators(ValidatorCodec.toWire(state.lastValidators()));
    }
    return wire.build();
  }

  /// Reads a state.
  ///
  /// @param wire the message
  /// @return the state
  /// @throws InvalidChainDataException if a rule is broken
  public static State fromWire(dev.cometj.wire.state.State wire) throws InvalidChainDataException {
    return new State(
        HeaderCodec.fromWire(wire.getVersion().getConsensus()),
        WireValues.text(wire.getVersion().getSoftwareBytes()),
        WireValues.text(wire.getChainIdBytes()),
        wire.getInitialHeight(),
        wire.getLastBlockHeight(),
        BlockIdCodec.fromWire(wire.getLastBlockId()),
        WireValues.time(wire.hasLastBlockTime(), wire.getLastBlockTime()),
        set(wire.getNextValidators()),
        set(wire.getValidators()),
        wire.getLastBlockHeight() >= 1 ? set(wire.getLastValidators()) : ValidatorSet.EMPTY,
        wire.getLastHeightValidatorsChanged(),
        ParamsCodec.fromWire(wire.getConsensusParams()),
        wire.getLastHeightConsensusParamsChanged(),
        WireValues.bytes(wire.getLastResultsHash()),
        WireValues.bytes(wire.getAppHash()));
  }

  /// A chain whose application names the validators has none before it does.
  private static ValidatorSet set(dev.cometj.wire.types.ValidatorSet wire)
      throws InvalidChainDataException {
    return wire.getValidatorsCount() == 0 && !wire.hasProposer()
        ? ValidatorSet.EMPTY
        : ValidatorCodec.fromWire(wire);
  }
}
