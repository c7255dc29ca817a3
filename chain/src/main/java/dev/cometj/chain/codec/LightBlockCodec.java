package dev.cometj.chain.codec;

import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.LightBlock;

/// Light blocks.
public final class LightBlockCodec {

  private LightBlockCodec() {}

  /// Makes the message of a light block.
  ///
  /// @param block the light block
  /// @return the message
  public static dev.cometj.wire.types.LightBlock toWire(LightBlock block) {
    return dev.cometj.wire.types.LightBlock.newBuilder()
        .setSignedHeader(HeaderCodec.toWire(block.signedHeader()))
        .setValidatorSet(ValidatorCodec.toWire(block.validatorSet()))
        .build();
  }

  /// Reads a light block and validates header, commit and validators; whether they belong together is
  /// [LightBlock#validate]'s.
  ///
  /// @param wire the message
  /// @return the light block
  /// @throws InvalidChainDataException if a member is missing or breaks a rule
  public static LightBlock fromWire(dev.cometj.wire.types.LightBlock wire)
      throws InvalidChainDataException {
    if (!wire.hasSignedHeader()) {
      throw WireValues.missing("signed header");
    }
    if (!wire.hasValidatorSet()) {
      throw WireValues.missing("validator set");
    }
    return new LightBlock(
        HeaderCodec.fromWire(wire.getSignedHeader()),
        ValidatorCodec.fromWire(wire.getValidatorSet()));
  }
}
