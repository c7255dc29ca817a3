package dev.cometj.chain.json;

import dev.cometj.chain.params.ConsensusParams;

/// The parameters of consensus; `types/params.go`.
public final class ParamsJson {

  private ParamsJson() {}

  /// Writes parameters.
  ///
  /// @param out where
  /// @param params the parameters
  public static void write(JsonObject out, ConsensusParams params) {
    out.object(
            "block",
            block ->
                block
                    .quoted("max_bytes", params.block().maxBytes())
                    .quoted("max_gas", params.block().maxGas()))
        .object(
            "evidence",
            evidence ->
                evidence
                    .quoted("max_age_num_blocks", params.evidence().maxAgeNumBlocks())
                    .quoted("max_age_duration", params.evidence().maxAgeDuration().toNanos())
                    .quoted("max_bytes", params.evidence().maxBytes()))
        .object(
            "validator",
            validator -> {
              if (params.validator().publicKeyTypes().isEmpty()) {
                validator.absent("pub_key_types");
              } else {
                validator.values(
                    "pub_key_types", params.validator().publicKeyTypes(), JsonText::quoted);
              }
            })
        .object("version", version -> version.unsigned("app", params.version().app()))
        .object(
            "abci",
            abci ->
                abci.quoted(
                    "vote_extensions_enable_height", params.abci().voteExtensionsEnableHeight()));
  }
}
