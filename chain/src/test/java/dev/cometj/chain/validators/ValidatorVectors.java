package dev.cometj.chain.validators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockIdFlag;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.PartSetHeader;
import dev.cometj.chain.Timestamp;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.PublicKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The cases of `validators.json` as this package's values.
final class ValidatorVectors {

  private final JsonNode groups;

  private ValidatorVectors(JsonNode groups) {
    this.groups = groups;
  }

  static ValidatorVectors open(String name) {
    String directory = System.getProperty("cometj.vectors", "");
    try (InputStream in =
        directory.isBlank()
            ? ValidatorVectors.class.getResourceAsStream("/vectors/" + name)
            : Files.newInputStream(Path.of(directory, name))) {
      assertThat(in).as("vector file %s", name).isNotNull();
      return new ValidatorVectors(JsonMapper.shared().readTree(in).get("groups"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Stream<DynamicTest> tests(String group, ThrowingConsumer<JsonNode> check) {
    assertThat(groups.has(group)).as("group %s", group).isTrue();
    List<JsonNode> cases = groups.get(group).get("cases").values().stream().toList();
    assertThat(cases).as("cases of group %s", group).isNotEmpty();
    return cases.stream()
        .map(vector ->
            DynamicTest.dynamicTest(
                vector.path("name").asString("case"), () -> check.accept(vector)));
  }

  static Bytes bytes(JsonNode node) {
    return Bytes.fromHex(node.asString());
  }

  static long number(JsonNode node) {
    return Long.parseLong(node.asString());
  }

  static List<Long> numbers(JsonNode list) {
    return list.values().stream().map(ValidatorVectors::number).toList();
  }

  static Validator validator(JsonNode node) {
    String type = node.path("pubKeyType").asString("ed25519");
    PublicKey key = PublicKey.of(type, bytes(node.get("publicKey")).toByteArray()).orElseThrow();
    Validator validator =
        Validator.of(
            key,
            number(node.get("votingPower")),
            node.has("proposerPriority") ? number(node.get("proposerPriority")) : 0);
    assertThat(validator.address()).isEqualTo(bytes(node.get("address")));
    return validator;
  }

  static List<Validator> validators(JsonNode list) {
    return list.values().stream().map(ValidatorVectors::validator).toList();
  }

  /// The set of a state: `validators` and `proposerIndex`.
  static ValidatorSet set(JsonNode state) throws InvalidChainDataException {
    List<Validator> validators = validators(state.get("validators"));
    return validators.isEmpty()
        ? ValidatorSet.EMPTY
        : ValidatorSet.decoded(validators, validators.get(state.get("proposerIndex").asInt()));
  }

  /// The set of a bare list, whose proposer does not matter.
  static ValidatorSet setOf(JsonNode list) throws InvalidChainDataException {
    List<Validator> validators = validators(list);
    return ValidatorSet.decoded(validators, validators.getFirst());
  }

  static List<Long> priorities(ValidatorSet set) {
    return set.validators().stream().map(Validator::proposerPriority).toList();
  }

  static int proposerIndex(ValidatorSet set) {
    return set.indexOf(set.proposer().address());
  }

  static void assertRound(ValidatorSet set, JsonNode round) {
    assertThat(priorities(set)).isEqualTo(numbers(round.get("priorities")));
    assertThat(proposerIndex(set)).isEqualTo(round.get("proposerIndex").asInt());
    assertThat(set.proposer()).isEqualTo(set.get(proposerIndex(set)));
  }

  static void assertState(ValidatorSet set, JsonNode state) {
    assertThat(set.validators()).isEqualTo(validators(state.get("validators")));
    assertThat(set.totalVotingPower()).isEqualTo(number(state.get("totalVotingPower")));
    if (!set.isEmpty()) {
      assertThat(proposerIndex(set)).isEqualTo(state.get("proposerIndex").asInt());
    }
  }

  static BlockId blockId(JsonNode node) {
    JsonNode parts = node.get("partSetHeader");
    return new BlockId(
        bytes(node.get("hash")),
        new PartSetHeader(parts.get("total").asInt(), bytes(parts.get("hash"))));
  }

  static Timestamp time(JsonNode node) {
    return new Timestamp(number(node.get("seconds")), node.get("nanos").asInt());
  }

  /// Whether all flags are ones that a commit can have.
  static boolean hasKnownFlags(JsonNode commit) {
    return commit.get("signatures").values().stream()
        .allMatch(entry -> BlockIdFlag.of(entry.get("blockIdFlag").asInt()).isPresent());
  }

  static CommitSig commitSig(JsonNode entry) {
    return new CommitSig(
        BlockIdFlag.of(entry.get("blockIdFlag").asInt()).orElseThrow(),
        bytes(entry.get("validatorAddress")),
        time(entry.get("timestamp")),
        bytes(entry.get("signature")));
  }

  static Commit commit(JsonNode node) {
    List<CommitSig> entries = new ArrayList<>();
    node.get("signatures").values().forEach(entry -> entries.add(commitSig(entry)));
    return new Commit(
        number(node.get("height")),
        node.get("round").asInt(),
        blockId(node.get("blockId")),
        entries);
  }
}
