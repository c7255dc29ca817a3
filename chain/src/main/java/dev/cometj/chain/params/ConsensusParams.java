package dev.cometj.chain.params;

import dev.cometj.chain.BlockLimits;
import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import java.util.Set;

/// What all nodes of a chain agree on about blocks. Realises `types/params.go`.
///
/// @param block limits of a block
/// @param evidence which evidence is still taken
/// @param validator which keys validators may have
/// @param version versions that the application sets
/// @param abci what is agreed with the application
public record ConsensusParams(
    BlockParams block,
    EvidenceParams evidence,
    ValidatorParams validator,
    VersionParams version,
    AbciParams abci) {

  /// What a genesis without parameters has.
  public static final ConsensusParams DEFAULT =
      new ConsensusParams(
          BlockParams.DEFAULT,
          EvidenceParams.DEFAULT,
          ValidatorParams.DEFAULT,
          VersionParams.DEFAULT,
          AbciParams.DEFAULT);

  private static final Set<String> KNOWN_KEY_TYPES = Set.of("ed25519", "secp256k1", "ml_dsa_65");

  /// Checks that every parameter is in its range. The message begins with the parameter's name as in genesis.json.
  ///
  /// @throws InvalidChainDataException if one is not
  public void validate() throws InvalidChainDataException {
    long mostBytes = block.maxBytes() == -1 ? BlockLimits.MAX_BLOCK_BYTES : block.maxBytes();
    check(
        block.maxBytes() == -1
            || (block.maxBytes() > 0 && block.maxBytes() <= BlockLimits.MAX_BLOCK_BYTES),
        "block.max_bytes must be -1 or from 1 to " + BlockLimits.MAX_BLOCK_BYTES,
        block.maxBytes());
    check(block.maxGas() >= -1, "block.max_gas must be -1 or more", block.maxGas());
    check(
        evidence.maxAgeNumBlocks() > 0,
        "evidence.max_age_num_blocks must be more than 0",
        evidence.maxAgeNumBlocks());
    check(
        evidence.maxAgeDuration().isPositive(),
        "evidence.max_age_duration must be more than 0",
        evidence.maxAgeDuration());
    check(
        evidence.maxBytes() >= 0 && evidence.maxBytes() <= mostBytes,
        "evidence.max_bytes must be from 0 to block.max_bytes, " + mostBytes,
        evidence.maxBytes());
    check(
        abci.voteExtensionsEnableHeight() >= 0,
        "abci.vote_extensions_enable_height must not be negative",
        abci.voteExtensionsEnableHeight());
    check(
        !validator.publicKeyTypes().isEmpty(), "validator.pub_key_types must name a type", "none");
    for (String type : validator.publicKeyTypes()) {
      check(
          KNOWN_KEY_TYPES.contains(type),
          "validator.pub_key_types may name ed25519, secp256k1 and ml_dsa_65",
          type);
    }
  }

  private static void check(boolean holds, String rule, Object value)
      throws InvalidChainDataException {
    if (!holds) {
      throw new InvalidChainDataException(ChainRule.PARAMETER, rule + ", not " + value);
    }
  }

  /// Checks that an update may change the height from which on votes have extensions: never to a past height, and not
  /// at all once they have begun.
  ///
  /// @param update what the application returned for a height
  /// @param height that height
  /// @throws InvalidChainDataException if it may not
  public void validateUpdate(ConsensusParamsUpdate update, long height)
      throws InvalidChainDataException {
    if (update.abci() == null) {
      return;
    }
    long current = abci.voteExtensionsEnableHeight();
    long changed = update.abci().voteExtensionsEnableHeight();
    String name = "abci.vote_extensions_enable_height";
    check(changed >= 0, name + " must not be negative", changed);
    if (changed == current || (current <= 0 && changed == 0)) {
      return;
    }
    boolean haveBegun = current > 0 && current <= height;
    if (changed == 0) {
      check(!haveBegun, name + " must stay " + current + " once that height is reached", changed);
      return;
    }
    check(changed > height, name + " must be after height " + height, changed);
    check(!haveBegun, name + " must stay " + current + " once that height is reached", changed);
  }

  /// The parameters after an update.
  ///
  /// @param update what the application changes
  /// @return the new parameters
  public ConsensusParams updated(ConsensusParamsUpdate update) {
    return new ConsensusParams(
        update.block() == null ? block : update.block(),
        update.evidence() == null ? evidence : update.evidence(),
        update.validator() == null ? validator : update.validator(),
        update.version() == null ? version : update.version(),
        update.abci() == null ? abci : update.abci());
  }

  /// The hash in the header, which covers only the most bytes and the most gas of a block.
  ///
  /// @return 32 bytes
  public Bytes hash() {
    ProtoWriter out = new ProtoWriter(24);
    out.varint(2, block.maxGas());
    out.varint(1, block.maxBytes());
    return Sha256.hash(out.finish());
  }
}
