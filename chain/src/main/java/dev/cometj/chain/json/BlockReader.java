package dev.cometj.chain.json;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockIdFlag;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.ChainRule;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.Header;
import dev.cometj.chain.PartSetHeader;
import dev.cometj.chain.Timestamp;
import dev.cometj.crypto.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads headers, commits and what they consist of, without validating them. What is missing is zero.
final class BlockReader {
  private BlockReader() {}

  static Timestamp time(JsonCursor in) {
    return in.isNull() ? Timestamp.ZERO : in.time();
  }

  static BlockId blockId(JsonCursor in) {
    var member =
        new Object() {
          Bytes hash = Bytes.EMPTY;
          int total;
          Bytes partsHash = Bytes.EMPTY;
        };
    in.object(name -> {
      switch (name) {
        case "hash" -> member.hash = in.hex();
        case "parts" ->
            in.object(part -> {
              switch (part) {
                case "total" -> member.total = in.number32(false);
                case "hash" -> member.partsHash = in.hex();
                default -> in.skip();
              }
            });
        default -> in.skip();
      }
    });
    return new BlockId(member.hash, new PartSetHeader(member.total, member.partsHash));
  }

  static Header header(JsonCursor in) {
    Map<String, Bytes> hashes = new HashMap<>();
    var member =
        new Object() {
          long block;
          long app;
          String chainId = "";
          long height;
          Timestamp time = Timestamp.ZERO;
          BlockId lastBlockId = BlockId.NIL;
        };
    in.object(name -> {
      switch (name) {
        case "version" ->
            in.object(part -> {
              switch (part) {
                case "block" -> member.block = in.unsignedNumber();
                case "app" -> member.app = in.unsignedNumber();
                default -> in.skip();
              }
            });
        case "chain_id" -> member.chainId = in.text();
        case "height" -> member.height = in.number();
        case "time" -> member.time = time(in);
        case "last_block_id" -> member.lastBlockId = blockId(in);
        case "last_commit_hash",
            "data_hash",
            "validators_hash",
            "next_validators_hash",
            "consensus_hash",
            "app_hash",
            "last_results_hash",
            "evidence_hash",
            "proposer_address" ->
            hashes.put(name, in.hex());
        default -> in.skip();
      }
    });
    return new Header(
        new BlockVersion(member.block, member.app),
        member.chainId,
        member.height,
        member.time,
        member.lastBlockId,
        hashes.getOrDefault("last_commit_hash", Bytes.EMPTY),
        hashes.getOrDefault("data_hash", Bytes.EMPTY),
        hashes.getOrDefault("validators_hash", Bytes.EMPTY),
        hashes.getOrDefault("next_validators_hash", Bytes.EMPTY),
        hashes.getOrDefault("consensus_hash", Bytes.EMPTY),
        hashes.getOrDefault("app_hash", Bytes.EMPTY),
        hashes.getOrDefault("last_results_hash", Bytes.EMPTY),
        hashes.getOrDefault("evidence_hash", Bytes.EMPTY),
        hashes.getOrDefault("proposer_address", Bytes.EMPTY));
  }

  static Commit commit(JsonCursor in) {
    List<CommitSig> signatures = new ArrayList<>();
    var member =
        new Object() {
          long height;
          int round;
          BlockId blockId = BlockId.NIL;
        };
    in.object(name -> {
      switch (name) {
        case "height" -> member.height = in.number();
        case "round" -> member.round = in.number32(true);
        case "block_id" -> member.blockId = blockId(in);
        case "signatures" -> {
          signatures.clear();
          in.array(() -> signatures.add(signature(in)));
        }
        default -> in.skip();
      }
    });
    return new Commit(member.height, member.round, member.blockId, signatures);
  }

  private static CommitSig signature(JsonCursor in) {
    var member =
        new Object() {
          int flag;
          Bytes address = Bytes.EMPTY;
          Timestamp time = Timestamp.ZERO;
          Bytes signature = Bytes.EMPTY;
        };
    in.object(name -> {
      switch (name) {
        case "block_id_flag" -> member.flag = in.number32(false);
        case "validator_address" -> member.address = in.hex();
        case "timestamp" -> member.time = time(in);
        case "signature" -> member.signature = in.base64();
        default -> in.skip();
      }
    });
    if (member.flag < 1 || member.flag > BlockIdFlag.NIL.number()) {
      throw new EvidenceReader.UnknownValue(
          ChainRule.BLOCK_ID_FLAG, "unknown BlockIDFlag: " + member.flag);
    }
    return new CommitSig(
        BlockIdFlag.of(member.flag).orElseThrow(), member.address, member.time, member.signature);
  }
}
