package dev.cometj.chain;

import static dev.cometj.chain.VectorFile.bytes;
import static dev.cometj.chain.VectorFile.number;
import static dev.cometj.chain.VectorFile.text;

import dev.cometj.crypto.Bytes;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The chain's types as the vectors show them.
public final class Values {

  private Values() {}

  public static Timestamp time(JsonNode node) {
    return new Timestamp(number(node, "seconds"), node.get("nanos").asInt());
  }

  public static PartSetHeader partSetHeader(JsonNode node) {
    return new PartSetHeader((int) node.get("total").asLong(), bytes(node, "hash"));
  }

  public static BlockId blockId(JsonNode node) {
    return new BlockId(bytes(node, "hash"), partSetHeader(node.get("partSetHeader")));
  }

  public static Vote vote(JsonNode node) {
    return new Vote(
        SignedMsgType.of(node.get("type").asInt()).orElseThrow(),
        number(node, "height"),
        node.get("round").asInt(),
        blockId(node.get("blockId")),
        time(node.get("timestamp")),
        bytes(node, "validatorAddress"),
        node.get("validatorIndex").asInt(),
        bytes(node, "signature"),
        bytes(node, "extension"),
        bytes(node, "extensionSignature"));
  }

  public static Proposal proposal(JsonNode node) {
    return new Proposal(
        number(node, "height"),
        node.get("round").asInt(),
        node.get("polRound").asInt(),
        blockId(node.get("blockId")),
        time(node.get("timestamp")),
        bytes(node, "signature"));
  }

  public static CommitSig commitSig(JsonNode node) {
    return new CommitSig(
        BlockIdFlag.of(node.get("blockIdFlag").asInt()).orElseThrow(),
        bytes(node, "validatorAddress"),
        time(node.get("timestamp")),
        bytes(node, "signature"));
  }

  public static Commit commit(JsonNode node) {
    return new Commit(
        number(node, "height"),
        node.get("round").asInt(),
        blockId(node.get("blockId")),
        node.get("signatures").values().stream().map(Values::commitSig).toList());
  }

  public static ExtendedCommit extendedCommit(JsonNode node) {
    return new ExtendedCommit(
        number(node, "height"),
        node.get("round").asInt(),
        blockId(node.get("blockId")),
        node.get("extendedSignatures").values().stream()
            .map(entry ->
                new ExtendedCommitSig(
                    commitSig(entry),
                    bytes(entry, "extension"),
                    bytes(entry, "extensionSignature")))
            .toList());
  }

  public static Header header(JsonNode node) {
    JsonNode version = node.get("version");
    return new Header(
        new BlockVersion(
            Long.parseUnsignedLong(text(version, "block")),
            Long.parseUnsignedLong(text(version, "app"))),
        text(node, "chainId"),
        number(node, "height"),
        time(node.get("time")),
        blockId(node.get("lastBlockId")),
        bytes(node, "lastCommitHash"),
        bytes(node, "dataHash"),
        bytes(node, "validatorsHash"),
        bytes(node, "nextValidatorsHash"),
        bytes(node, "consensusHash"),
        bytes(node, "appHash"),
        bytes(node, "lastResultsHash"),
        bytes(node, "evidenceHash"),
        bytes(node, "proposerAddress"));
  }

  public static List<Tx> txs(JsonNode node, String field) {
    return VectorFile.list(node, field).stream().map(Tx::new).toList();
  }

  /// A hash that is like no other.
  public static Bytes hash(int seed) {
    byte[] hash = new byte[32];
    hash[0] = (byte) seed;
    hash[31] = 1;
    return Bytes.wrap(hash);
  }
}
