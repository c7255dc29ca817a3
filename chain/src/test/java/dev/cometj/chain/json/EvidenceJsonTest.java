package dev.cometj.chain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.InvalidChainDataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Evidence beside what v0.38.26 wrote and answered; `rpcgolden evidence` of the integration tests wrote the file.
class EvidenceJsonTest {
  private static List<JsonNode> golden() throws IOException {
    try (InputStream in = EvidenceJsonTest.class.getResourceAsStream("/golden/rpc-evidence.json")) {
      List<JsonNode> answers =
          JsonMapper.shared().readTree(in).path("answers").values().stream()
              .filter(answer -> answer.path("arguments").has("evidence"))
              .toList();
      assertThat(answers).hasSizeGreaterThan(2);
      return answers;
    }
  }

  private static String evidence(JsonNode answer) {
    return answer.path("arguments").path("evidence").asString();
  }

  @TestFactory
  @DisplayName("evidence that the original wrote is read, written alike, and has its hash")
  Stream<DynamicTest> evidence() throws IOException {
    return golden().stream()
        .map(answer ->
            DynamicTest.dynamicTest(
                evidence(answer).substring(0, 40),
                () -> {
                  Evidence read = EvidenceJson.read(evidence(answer));
                  assertThat(EvidenceJson.typed(read)).isEqualTo(evidence(answer));
                  String hash =
                      JsonMapper.shared()
                          .readTree(answer.path("body").asString())
                          .path("result")
                          .path("hash")
                          .asString("");
                  if (!hash.isEmpty()) {
                    assertThat(read.hash().toByteArray())
                        .isEqualTo(Base64.getDecoder().decode(hash));
                  }
                }));
  }

  @Test
  @DisplayName("the kind may follow the value, and unknown members are passed over")
  void anyOrder() throws Exception {
    String golden = evidence(golden().getFirst());
    String value = golden.substring(golden.indexOf("\"value\":") + 8, golden.length() - 1);
    String turned =
        "{\"else\":[1,{}],\"value\":" + value + ",\"type\":\"tendermint/DuplicateVoteEvidence\"}";
    assertThat(EvidenceJson.typed(EvidenceJson.read(turned))).isEqualTo(golden);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {                                                                | evidence is no JSON
          []                                                               | holds no JSON object
          {}                                                               | type cannot be empty
          {"type":"tendermint/DuplicateVoteEvidence"}                      | value cannot be empty
          {"type":"x","value":{}}                                          | unknown type "x"
          {"type":"tendermint/DuplicateVoteEvidence","value":[]}           | holds no JSON object
          {"type":"tendermint/DuplicateVoteEvidence","value":{"vote_a":5}} | vote_a
          {"type":"tendermint/DuplicateVoteEvidence","value":{"vote_a":{"height":5}}} | vote_a.height is a bare number
          {"type":"tendermint/DuplicateVoteEvidence","value":{"vote_a":{"round":2147483648}}} | 32 bits
          {"type":"tendermint/DuplicateVoteEvidence","value":{"vote_a":{"signature":"*"}}} | base64
          """)
  @DisplayName("what has another form is an illegal argument that names the place")
  void otherForm(String json, String message) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> EvidenceJson.read(json))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type":"tendermint/DuplicateVoteEvidence","value":{}}                          | MISSING_MEMBER
          {"type":"tendermint/DuplicateVoteEvidence","value":{"vote_a":{},"vote_b":null}} | TYPE
          {"type":"tendermint/LightClientAttackEvidence","value":{}}                      | MISSING_MEMBER
          {"type":"tendermint/LightClientAttackEvidence","value":{"ConflictingBlock":{}}} | MISSING_MEMBER
          {"type":"tendermint/LightClientAttackEvidence","value":{"ConflictingBlock":{"signed_header":{"header":{},"commit":{"signatures":[{}]}}}}} | BLOCK_ID_FLAG
          {"type":"tendermint/LightClientAttackEvidence","value":{"ByzantineValidators":[{}]}} | MISSING_MEMBER
          """)
  @DisplayName("what stands for nothing is invalid chain data")
  void nothing(String json, ChainRule rule) {
    assertThatExceptionOfType(InvalidChainDataException.class)
        .isThrownBy(() -> EvidenceJson.read(json))
        .satisfies(e -> assertThat(e.rule()).isEqualTo(rule));
  }
}
