package dev.cometj.chain.codec;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import java.util.ArrayList;
import java.util.List;

/// Validators and their sets. Realises the conversions of `types/validator.go` and `types/validator_set.go`.
public final class ValidatorCodec {

  private ValidatorCodec() {}

  /// Makes the message of a validator.
  ///
  /// @param validator the validator
  /// @return the message
  public static dev.cometj.wire.types.Validator toWire(Validator validator) {
    return dev.cometj.wire.types.Validator.newBuilder()
        .setAddress(WireValues.wire(validator.address()))
        .setPubKey(PublicKeyCodec.toWire(validator.publicKey()))
        .setVotingPower(validator.votingPower())
        .setProposerPriority(validator.proposerPriority())
        .build();
  }

  /// Reads a validator and checks that the address is the key's.
  ///
  /// @param wire the message
  /// @return the validator
  /// @throws InvalidChainDataException if the key is none or of another address
  public static Validator fromWire(dev.cometj.wire.types.Validator wire)
      throws InvalidChainDataException {
    Validator validator =
        Validator.of(
            PublicKeyCodec.fromWire(wire.getPubKey()),
            wire.getVotingPower(),
            wire.getProposerPriority());
    if (!validator.address().equals(WireValues.bytes(wire.getAddress()))) {
      throw new InvalidChainDataException(
          ChainRule.ADDRESS, "validator's address is not that of the key");
    }
    return validator;
  }

  /// Makes the message of a set. The total power is left out, as the original does.
  ///
  /// @param set the set
  /// @return the message, empty for an empty set
  public static dev.cometj.wire.types.ValidatorSet toWire(ValidatorSet set) {
    var wire = dev.cometj.wire.types.ValidatorSet.newBuilder();
    if (!set.isEmpty()) {
      set.validators().forEach(validator -> wire.addValidators(toWire(validator)));
      wire.setProposer(toWire(set.proposer()));
    }
    return wire.build();
  }

  /// Reads a set, whose order is kept. The total power in the message does not count.
  ///
  /// @param wire the message
  /// @return the set
  /// @throws InvalidChainDataException if it is empty or breaks a rule
  public static ValidatorSet fromWire(dev.cometj.wire.types.ValidatorSet wire)
      throws InvalidChainDataException {
    if (!wire.hasProposer()) {
      throw WireValues.missing("proposer");
    }
    List<Validator> validators = new ArrayList<>(wire.getValidatorsCount());
    for (dev.cometj.wire.types.Validator validator : wire.getValidatorsList()) {
      validators.add(fromWire(validator));
    }
    return ValidatorSet.decoded(validators, fromWire(wire.getProposer()));
  }
}
