package dev.cometj.reactor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.Vote;
import dev.cometj.chain.json.JsonObject;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.RefusedEvidenceException;
import dev.cometj.chain.service.RefusedEvidenceException.Reason;
import dev.cometj.chain.service.State;
import dev.cometj.p2p.P2pException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every expected answer was given by v0.38.26, whose evidence pool was scripted like the one here.
class EvidenceGoldenTest {
  /// Which rule of its form evidence breaks is told in our words.
  private static final String RULE = "(ValidateBasic failed: ).*?\"}";

  /// Refuses evidence of height 3.
  private static final class Pool implements EvidencePool {
    @Override
    public CompletionStage<Void> add(Evidence evidence) {
      return evidence.height() == 3
          ? CompletableFuture.failedStage(
              new RefusedEvidenceException(Reason.UNDECIDED, "no such validator"))
          : CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<EvidenceList> pending(long maxBytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> check(List<Evidence> evidence) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> update(State state, List<Evidence> committed) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void reportConflictingVotes(Vote one, Vote other) {
      throw new UnsupportedOperationException();
    }
  }

  private static String body(JsonNode asked) {
    EvidencePool pool = new Pool();
    try {
      String result =
          new EvidenceRoutes(pool)
              .routes()
              .getFirst()
              .action()
              .answer(name ->
                  Optional.ofNullable(asked.path("arguments").get(name)).map(JsonNode::asString));
      return JsonObject.of(out -> out.text("jsonrpc", "2.0").raw("id", "-1").raw("result", result));
    } catch (P2pException e) {
      return JsonObject.of(out ->
          out.text("jsonrpc", "2.0")
              .raw("id", "-1")
              .object(
                  "error",
                  error ->
                      error
                          .number("code", -32603)
                          .text("message", "Internal error")
                          .text("data", String.valueOf(e.getMessage()))));
    }
  }

  @TestFactory
  @DisplayName("evidence is taken, refused, and found malformed as the original tells")
  Stream<DynamicTest> golden() throws Exception {
    JsonNode answers;
    try (InputStream in =
        EvidenceGoldenTest.class.getResourceAsStream("/golden/rpc-evidence.json")) {
      answers = JsonMapper.shared().readTree(in).path("answers");
    }
    assertThat(answers).isNotEmpty();
    return answers.values().stream()
        .map(answer ->
            DynamicTest.dynamicTest(
                answer.path("body").asString(),
                () ->
                    assertThat(body(answer).replaceAll(RULE, "$1"))
                        .isEqualTo(answer.path("body").asString().replaceAll(RULE, "$1"))));
  }
}
