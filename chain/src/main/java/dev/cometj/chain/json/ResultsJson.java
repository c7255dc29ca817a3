package dev.cometj.chain.json;

import dev.cometj.crypto.Bytes;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import dev.cometj.wire.types.ConsensusParams;
import dev.cometj.wire.types.EvidenceParams;

/// What an application made of a block; `ResultBlockResults` of `rpc/core/types/responses.go`.
public final class ResultsJson {
  private static final long NANOS = 1_000_000_000;

  private ResultsJson() {}

  /// Writes all results of a block.
  ///
  /// @param out where
  /// @param height the block's height
  /// @param response what the application answered
  public static void write(JsonObject out, long height, ResponseFinalizeBlock response) {
    out.quoted("height", height);
    if (response.getTxResultsCount() == 0) {
      out.absent("txs_results");
    } else {
      out.array("txs_results", response.getTxResultsList(), AbciJson::write);
    }
    AbciJson.events(out, "finalize_block_events", response.getEventsList());
    AbciJson.updates(out, "validator_updates", response.getValidatorUpdatesList());
    if (response.hasConsensusParamUpdates()) {
      out.object(
          "consensus_param_updates", params -> write(params, response.getConsensusParamUpdates()));
    } else {
      out.absent("consensus_param_updates");
    }
    out.base64("app_hash", Bytes.wrap(response.getAppHash().toByteArray()));
  }

  private static void write(JsonObject out, ConsensusParams params) {
    if (params.hasBlock()) {
      out.object(
          "block",
          block -> {
            AbciJson.unlessZero(block, "max_bytes", params.getBlock().getMaxBytes());
            AbciJson.unlessZero(block, "max_gas", params.getBlock().getMaxGas());
          });
    }
    if (params.hasEvidence()) {
      out.object("evidence", evidence -> write(evidence, params.getEvidence()));
    }
    if (params.hasValidator()) {
      out.object(
          "validator",
          validator -> {
            if (params.getValidator().getPubKeyTypesCount() > 0) {
              validator.values(
                  "pub_key_types", params.getValidator().getPubKeyTypesList(), JsonText::quoted);
            }
          });
    }
    if (params.hasVersion()) {
      out.object(
          "version",
          version -> {
            if (params.getVersion().getApp() != 0) {
              version.unsigned("app", params.getVersion().getApp());
            }
          });
    }
    if (params.hasAbci()) {
      out.object(
          "abci",
          abci ->
              AbciJson.unlessZero(
                  abci,
                  "vote_extensions_enable_height",
                  params.getAbci().getVoteExtensionsEnableHeight()));
    }
  }

  private static void write(JsonObject out, EvidenceParams params) {
    AbciJson.unlessZero(out, "max_age_num_blocks", params.getMaxAgeNumBlocks());
    out.quoted(
        "max_age_duration",
        params.getMaxAgeDuration().getSeconds() * NANOS + params.getMaxAgeDuration().getNanos());
    AbciJson.unlessZero(out, "max_bytes", params.getMaxBytes());
  }
}
