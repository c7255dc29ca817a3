package dev.cometj.chain.validators;

import static dev.cometj.chain.validators.ValidatorVectors.bytes;
import static dev.cometj.chain.validators.ValidatorVectors.number;
import static dev.cometj.chain.validators.ValidatorVectors.setOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Vote;
import dev.cometj.chain.bits.BitArray;
import dev.cometj.chain.codec.CommitCodec;
import dev.cometj.chain.codec.VoteCodec;
import dev.cometj.crypto.PublicKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class VoteSetVectorTest {

  private static final ValidatorVectors VECTORS = ValidatorVectors.open("validators.json");

  @TestFactory
  Stream<DynamicTest> voteSets() {
    return VECTORS.tests("voteSets", vector -> check(vector, false));
  }

  @TestFactory
  Stream<DynamicTest> voteSetsWithVotesCheckedAhead() {
    return VECTORS.tests("voteSets", vector -> check(vector, true));
  }

  private static void check(JsonNode vector, boolean ahead) throws Exception {
    VoteSet set =
        new VoteSet(
            vector.get("chainId").asString(),
            number(vector.get("height")),
            vector.get("round").asInt(),
            SignedMsgType.of(vector.get("type").asInt()).orElseThrow(),
            setOf(vector.get("validators")),
            vector.get("extensions").asBoolean());
    for (JsonNode step : vector.get("steps").values()) {
      if (step.get("op").asString().equals("setPeerMaj23")) {
        boolean accepted =
            set.claimMajority(
                step.get("peer").asString(), ValidatorVectors.blockId(step.get("blockId")));
        assertThat(accepted).isEqualTo(step.get("error").isNull());
      } else {
        addVote(set, vector, step, ahead);
      }
      assertState(set, step);
    }
    JsonNode commit = vector.path("extendedCommitProto");
    if (commit.isString()) {
      assertThat(CommitCodec.toWire(set.toExtendedCommit()).toByteArray())
          .isEqualTo(bytes(commit).toByteArray());
    }
  }

  private static void addVote(VoteSet set, JsonNode vector, JsonNode step, boolean ahead)
      throws Exception {
    assertThat(step.get("panic").isNull()).isTrue();
    Vote vote =
        VoteCodec.unsignedFromWire(
            dev.cometj.wire.types.Vote.parseFrom(bytes(step.get("vote")).toByteArray()));
    VoteOutcome outcome = ahead ? addChecked(set, vector, vote) : set.add(vote);
    assertThat(outcome.isAdded()).as(outcome.toString()).isEqualTo(step.get("added").asBoolean());
    JsonNode error = step.get("error");
    boolean fine = outcome instanceof VoteOutcome.Added || outcome instanceof VoteOutcome.Duplicate;
    assertThat(fine).as(outcome.toString()).isEqualTo(error.isNull());
    if (!error.isNull()) {
      assertThat(outcome instanceof VoteOutcome.Conflicting)
          .isEqualTo(error.asString().startsWith("conflicting votes"));
    }
  }

  private static VoteOutcome addChecked(VoteSet set, JsonNode vector, Vote vote) {
    int index = Math.clamp(vote.validatorIndex(), 0, set.validators().size() - 1);
    PublicKey key = set.validators().get(index).publicKey();
    CheckedVote.CheckResult result =
        CheckedVote.check(
            vote, vector.get("chainId").asString(), key, vector.get("extensions").asBoolean());
    return switch (result) {
      case CheckedVote.CheckResult.Good(CheckedVote checked) -> set.add(checked);
      case CheckedVote.CheckResult.Bad _ -> set.add(vote);
    };
  }

  private static void assertState(VoteSet set, JsonNode state) throws InvalidChainDataException {
    String bits = state.get("bitArray").asString();
    assertThat(set.bits())
        .isEqualTo(BitArray.parse(bits.substring(bits.indexOf(':') + 1, bits.length() - 1)));
    JsonNode majority = state.get("twoThirdsMajority");
    assertThat(set.majority().isPresent()).isEqualTo(!majority.isNull());
    set.majority().ifPresent(id -> assertThat(id).isEqualTo(ValidatorVectors.blockId(majority)));
    assertThat(set.hasTwoThirdsAny()).isEqualTo(state.get("hasTwoThirdsAny").asBoolean());
    assertThat(set.hasAll()).isEqualTo(state.get("hasAll").asBoolean());
  }
}
