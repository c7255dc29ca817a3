package dev.cometj.chain.json;

import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.LightBlock;
import dev.cometj.chain.LightClientAttackEvidence;

/// Evidence with the name of its kind; `types/evidence.go` and `types/light.go`.
public final class EvidenceJson {
  static final String DUPLICATE_VOTE = "tendermint/DuplicateVoteEvidence";
  static final String LIGHT_CLIENT_ATTACK = "tendermint/LightClientAttackEvidence";

  private EvidenceJson() {}

  /// Gives a piece of evidence.
  ///
  /// @param evidence the piece
  /// @return an object of its kind and its value
  public static String typed(Evidence evidence) {
    return JsonObject.of(out -> {
      switch (evidence) {
        case DuplicateVoteEvidence votes ->
            out.text("type", DUPLICATE_VOTE).object("value", value -> write(value, votes));
        case LightClientAttackEvidence attack ->
            out.text("type", LIGHT_CLIENT_ATTACK).object("value", value -> write(value, attack));
      }
    });
  }

  private static void write(JsonObject out, DuplicateVoteEvidence votes) {
    out.object("vote_a", vote -> BlockJson.write(vote, votes.voteA()))
        .object("vote_b", vote -> BlockJson.write(vote, votes.voteB()))
        .quoted("TotalVotingPower", votes.totalVotingPower())
        .quoted("ValidatorPower", votes.validatorPower())
        .time("Timestamp", votes.timestamp());
  }

  private static void write(JsonObject out, LightClientAttackEvidence attack) {
    LightBlock block = attack.conflictingBlock();
    out.object(
            "ConflictingBlock",
            conflicting ->
                conflicting
                    .object(
                        "signed_header", signed -> BlockJson.write(signed, block.signedHeader()))
                    .object("validator_set", set -> ValidatorJson.write(set, block.validatorSet())))
        .quoted("CommonHeight", attack.commonHeight());
    if (attack.byzantineValidators().isEmpty()) {
      out.absent("ByzantineValidators");
    } else {
      out.array("ByzantineValidators", attack.byzantineValidators(), ValidatorJson::write);
    }
    out.quoted("TotalVotingPower", attack.totalVotingPower()).time("Timestamp", attack.timestamp());
  }

  /// Reads a piece of evidence, without validating it. Unknown members are passed over, and of a member that occurs again
  /// the last one counts.
  ///
  /// @param json an object of a kind and a value
  /// @return the piece
  /// @throws IllegalArgumentException if it is no JSON, or not of this form
  /// @throws InvalidChainDataException if something is missing, or of a kind that is not known
  public static Evidence read(String json) throws InvalidChainDataException {
    return EvidenceReader.read(json);
  }
}
