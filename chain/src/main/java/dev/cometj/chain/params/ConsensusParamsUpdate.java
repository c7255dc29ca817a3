package dev.cometj.chain.params;

import org.jspecify.annotations.Nullable;

/// What an application changes about the parameters. A group that is null stays as it is; one that is there replaces
/// the whole group.
///
/// @param block the new block parameters, or null
/// @param evidence the new evidence parameters, or null
/// @param validator the new validator parameters, or null
/// @param version the new versions, or null
/// @param abci the new application parameters, or null
public record ConsensusParamsUpdate(
    @Nullable BlockParams block,
    @Nullable EvidenceParams evidence,
    @Nullable ValidatorParams validator,
    @Nullable VersionParams version,
    @Nullable AbciParams abci) {

  /// Changes nothing.
  public static final ConsensusParamsUpdate NONE =
      new ConsensusParamsUpdate(null, null, null, null, null);
}
