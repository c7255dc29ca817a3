package dev.cometj.chain.json;

import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.PublicKey;

/// Validators and their keys; `types/validator.go`, `types/validator_set.go` and `crypto/`.
public final class ValidatorJson {

  private ValidatorJson() {}

  /// Writes a public key with the name of its type.
  ///
  /// @param out where
  /// @param name the member
  /// @param key the key
  public static void key(JsonObject out, String name, PublicKey key) {
    out.object(
        name,
        typed ->
            typed
                .text("type", KeyNames.nameOf(key))
                .raw("value", JsonObject.base64(Bytes.wrap(key.bytes()))));
  }

  /// Writes a validator.
  ///
  /// @param out where
  /// @param validator the validator
  public static void write(JsonObject out, Validator validator) {
    out.hex("address", validator.address());
    key(out, "pub_key", validator.publicKey());
    out.quoted("voting_power", validator.votingPower())
        .quoted("proposer_priority", validator.proposerPriority());
  }

  /// Writes a set.
  ///
  /// @param out where
  /// @param set the validators
  public static void write(JsonObject out, ValidatorSet set) {
    if (set.isEmpty()) {
      out.values("validators", set.validators(), _ -> "").absent("proposer");
    } else {
      out.array("validators", set.validators(), ValidatorJson::write)
          .object("proposer", proposer -> write(proposer, set.proposer()));
    }
  }
}
