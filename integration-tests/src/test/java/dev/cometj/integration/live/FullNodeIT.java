package dev.cometj.integration.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.json.EvidenceJson;
import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.NodeProcess;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What clients of a whole node of ours send to its RPC ends up in blocks of the Go network that it follows.
@Tag("live")
@ExtendWith(Scenarios.class)
class FullNodeIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private static CometJNode follow(GoChain chain) {
    Await.until(SOON, "there are blocks", () -> chain.any().rpc().height() >= 4);
    CometJNode ours = chain.ours();
    ours.start();
    GoChain.awaitHeight(ours, 4);
    return ours;
  }

  @Test
  @DisplayName(
      "PE-03 evidence sent to a node's RPC reaches a Go validator by gossip, for its height is known from block sync, and is committed")
  void evidence(Scenario scenario) throws Exception {
    GoChain chain = GoChain.ofOne(scenario);
    CometJNode ours = follow(chain);
    DuplicateVoteEvidence evidence = new GoChainView(chain.any()).twoVotes(2, 0);
    String answer =
        ours.rpc()
            .post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"broadcast_evidence\",\"params\":{\"evidence\":"
                    + EvidenceJson.typed(evidence)
                    + "}}");
    assertThat(answer)
        .contains(Base64.getEncoder().encodeToString(evidence.hash().toByteArray()))
        .doesNotContain("error");
    long from = ours.rpc().height();
    long height = heightOfEvidence(chain.any(), from);
    GoChain.awaitHeight(ours, height);
    GoChain.assertSameBlocks(ours, chain.any(), height, height);
    assertThat(ours.rpc().peerIds()).contains(chain.any().id());
  }

  private static long heightOfEvidence(NodeProcess node, long from) {
    long[] next = {from};
    Await.until(
        SOON,
        "the evidence is in a block",
        () -> {
          while (next[0] <= node.rpc().height()) {
            JsonNode evidence =
                GoChain.block(node, next[0]).path("block").path("evidence").path("evidence");
            if (!evidence.isEmpty()) {
              return true;
            }
            next[0]++;
          }
          return false;
        });
    return next[0];
  }

  @Test
  @DisplayName(
      "PM-08 transactions sent to a node's RPC are in blocks of the Go network, and broadcast_tx_commit answers with theirs")
  void transactions(Scenario scenario) {
    GoChain chain = GoChain.ofOne(scenario);
    CometJNode ours = follow(chain);
    JsonNode sent = ours.rpc().result("/broadcast_tx_sync?tx=%22name=java%22");
    assertThat(sent.path("code").asInt()).isZero();
    Await.until(SOON, "Go's application has it", () -> value(chain.any(), "name").equals("java"));
    Await.until(SOON, "ours has it, too", () -> value(ours, "name").equals("java"));

    JsonNode committed = ours.rpc().result("/broadcast_tx_commit?tx=%22place=block%22");
    assertThat(committed.path("check_tx").path("code").asInt()).isZero();
    assertThat(committed.path("tx_result").path("code").asInt()).isZero();
    long height = committed.path("height").asLong();
    assertThat(height).isPositive();
    for (NodeProcess node : new NodeProcess[] {ours, chain.any()}) {
      JsonNode txs = GoChain.block(node, height).path("block").path("data").path("txs");
      assertThat(txs.toString())
          .contains(Base64.getEncoder().encodeToString("place=block".getBytes(UTF_8)));
    }
    assertThat(ours.rpc().result("/num_unconfirmed_txs").path("n_txs").asString()).isEqualTo("0");
  }

  @Test
  @DisplayName(
      "a node with another application than the network's says where it stops, and what that means")
  void otherApplication(Scenario scenario) {
    GoChain chain = GoChain.ofOne(scenario);
    Await.until(SOON, "there are blocks", () -> chain.any().rpc().height() >= 4);
    CometJNode ours = chain.ours();
    ours.config().set("proxy_app", "noop");
    ours.start();
    ours.process()
        .awaitOutput(
            SOON,
            Pattern.compile(
                "this node cannot follow the chain beyond height 0: block 1 is signed by the chain's validators,"
                    + " but its version differs .*1 peer serves it, and no other is left"));
    ours.process().awaitOutput(SOON, Pattern.compile("block sync: height 0, waiting for peers"));
  }

  private static String value(NodeProcess node, String key) {
    JsonNode found = node.rpc().result("/abci_query?data=%22" + key + "%22").path("response");
    return new String(Base64.getDecoder().decode(found.path("value").asString("")), UTF_8);
  }
}
