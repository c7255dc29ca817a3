package dev.cometj.execution.block;

import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.codec.PublicKeyCodec;
import dev.cometj.chain.params.ValidatorParams;
import dev.cometj.chain.service.BlockExecutionException;
import dev.cometj.chain.service.BlockExecutionException.Reason;
import dev.cometj.chain.validators.Validator;
import dev.cometj.wire.abci.ValidatorUpdate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The changes to validators that an application names. Realises `validateValidatorUpdates` of `state/execution.go` and
/// `PB2TM.ValidatorUpdates` of `types/protobuf.go`.
final class ValidatorUpdates {
  private ValidatorUpdates() {}

  /// Reads changes whose powers are not negative and whose keys are of types that the parameters allow; one that is
  /// removed may have a key of any type.
  static List<Validator> checked(List<ValidatorUpdate> updates, ValidatorParams params) {
    for (ValidatorUpdate update : updates) {
      if (update.getPower() < 0) {
        throw refusal("a validator's power is negative, " + update.getPower(), null);
      }
      if (update.getPower() > 0) {
        String type = read(update).publicKey().type();
        if (!params.allows(type)) {
          throw refusal(
              "a validator's key is of type %s, but validator.pub_key_types allows %s"
                  .formatted(type, params.publicKeyTypes()),
              null);
        }
      }
    }
    return read(updates);
  }

  /// Reads changes, whatever their powers.
  static List<Validator> read(List<ValidatorUpdate> updates) {
    List<Validator> validators = new ArrayList<>(updates.size());
    for (ValidatorUpdate update : updates) {
      validators.add(read(update));
    }
    return validators;
  }

  private static Validator read(ValidatorUpdate update) {
    try {
      return Validator.of(PublicKeyCodec.fromWire(update.getPubKey()), update.getPower());
    } catch (InvalidChainDataException e) {
      throw refusal("a validator's key is none: " + e.getMessage(), e);
    }
  }

  static BlockExecutionException refusal(String what, @Nullable Throwable cause) {
    return new BlockExecutionException(
        Reason.VALIDATOR_UPDATES,
        "the application's changes to validators are wrong: " + what,
        cause);
  }
}
