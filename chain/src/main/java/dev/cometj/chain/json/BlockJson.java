package dev.cometj.chain.json;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.Header;
import dev.cometj.chain.SignedHeader;
import dev.cometj.chain.Vote;

/// Blocks and what they consist of; `types/block.go`, `types/block_meta.go` and `types/vote.go`.
public final class BlockJson {

  private BlockJson() {}

  /// Writes a block.
  ///
  /// @param out where
  /// @param block the block
  public static void write(JsonObject out, Block block) {
    out.object("header", header -> write(header, block.header()))
        .object(
            "data",
            data -> data.values("txs", block.data().txs(), tx -> JsonObject.base64(tx.bytes())))
        .object(
            "evidence",
            evidence -> evidence.values("evidence", block.evidence().pieces(), EvidenceJson::typed))
        .object("last_commit", commit -> write(commit, block.lastCommit()));
  }

  /// Writes a header.
  ///
  /// @param out where
  /// @param header the header
  public static void write(JsonObject out, Header header) {
    out.object(
            "version",
            version -> {
              if (header.version().block() != 0) {
                version.unsigned("block", header.version().block());
              }
              if (header.version().app() != 0) {
                version.unsigned("app", header.version().app());
              }
            })
        .text("chain_id", header.chainId())
        .quoted("height", header.height())
        .time("time", header.time())
        .object("last_block_id", id -> write(id, header.lastBlockId()))
        .hex("last_commit_hash", header.lastCommitHash())
        .hex("data_hash", header.dataHash())
        .hex("validators_hash", header.validatorsHash())
        .hex("next_validators_hash", header.nextValidatorsHash())
        .hex("consensus_hash", header.consensusHash())
        .hex("app_hash", header.appHash())
        .hex("last_results_hash", header.lastResultsHash())
        .hex("evidence_hash", header.evidenceHash())
        .hex("proposer_address", header.proposerAddress());
  }

  /// Writes what is kept at hand of a block.
  ///
  /// @param out where
  /// @param meta the block's meta
  public static void write(JsonObject out, BlockMeta meta) {
    out.object("block_id", id -> write(id, meta.blockId()))
        .quoted("block_size", meta.blockSize())
        .object("header", header -> write(header, meta.header()))
        .quoted("num_txs", meta.txCount());
  }

  /// Writes a block's id.
  ///
  /// @param out where
  /// @param id the id
  public static void write(JsonObject out, BlockId id) {
    out.hex("hash", id.hash())
        .object(
            "parts",
            parts ->
                parts
                    .number("total", id.partSetHeader().totalAsLong())
                    .hex("hash", id.partSetHeader().hash()));
  }

  /// Writes a commit.
  ///
  /// @param out where
  /// @param commit the commit
  public static void write(JsonObject out, Commit commit) {
    out.quoted("height", commit.height())
        .number("round", commit.round())
        .object("block_id", id -> write(id, commit.blockId()))
        .array("signatures", commit.signatures(), BlockJson::write);
  }

  private static void write(JsonObject out, CommitSig entry) {
    out.number("block_id_flag", entry.flag().number())
        .hex("validator_address", entry.validatorAddress())
        .time("timestamp", entry.timestamp())
        .base64("signature", entry.signature());
  }

  /// Writes a header with its commit.
  ///
  /// @param out where
  /// @param signed both
  public static void write(JsonObject out, SignedHeader signed) {
    out.object("header", header -> write(header, signed.header()))
        .object("commit", commit -> write(commit, signed.commit()));
  }

  /// Writes a vote.
  ///
  /// @param out where
  /// @param vote the vote
  public static void write(JsonObject out, Vote vote) {
    out.number("type", vote.type().number())
        .quoted("height", vote.height())
        .number("round", vote.round())
        .object("block_id", id -> write(id, vote.blockId()))
        .time("timestamp", vote.timestamp())
        .hex("validator_address", vote.validatorAddress())
        .number("validator_index", vote.validatorIndex())
        .base64("signature", vote.signature())
        .base64("extension", vote.extension())
        .base64("extension_signature", vote.extensionSignature());
  }
}
