package dev.cometj.integration.live;

import static dev.cometj.integration.live.GoChain.assertSameBlocks;
import static dev.cometj.integration.live.GoChain.awaitHeight;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Block sync with live Go networks, in both directions.
@Tag("live")
@ExtendWith(Scenarios.class)
class BlockSyncIT {
  private static final Duration QUICK = Duration.ofSeconds(30);

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "our node syncs from a live Go network to its tip, has the same blocks, follows, and serves a fresh Go node alone")
  void syncsFollowsAndServes(GoVersion version, Scenario scenario) {
    GoChain chain = GoChain.start(scenario, version);
    chain.growTo(160);
    CometJNode ours = chain.ours();
    ours.start();
    awaitHeight(ours, chain.any().rpc().height() - 1);
    long tip = ours.rpc().height();
    assertSameBlocks(ours, chain.any(), 1, tip);

    chain.growTo(tip + 30);
    awaitHeight(ours, tip + 20);
    assertSameBlocks(ours, chain.any(), tip, tip + 20);

    GoNode fresh = chain.fresh(ours);
    fresh.start();
    awaitHeight(fresh, 155);
    assertSameBlocks(fresh, chain.any(), 1, 155);
    assertThat(fresh.rpc().peerIds()).containsExactly(ours.id());
  }

  @Test
  @DisplayName(
      "PB-07 a chain whose votes have extensions syncs from Go validators, and from our node alone to a fresh Go node")
  void withVoteExtensions(Scenario scenario) {
    long first = 5;
    long last = 60;
    GoChain chain = GoChain.withVoteExtensions(scenario, first);
    chain.growTo(last + 5);
    CometJNode ours = chain.ours();
    ours.start();
    awaitHeight(ours, last + 2);
    assertSameBlocks(ours, chain.any(), 1, last + 2);
    // What the application makes of extensions, which it gets only where votes have them.
    assertThat(transactionsOf(ours, first)).doesNotContain("extensionSum");
    assertThat(transactionsOf(ours, first + 1)).contains("extensionSum");

    long tip = ours.rpc().height();
    awaitHeight(ours, tip + 5);
    GoNode fresh = chain.fresh(ours);
    fresh.start();
    // It takes no block from that height on without an extended commit, nor one with it before.
    awaitHeight(fresh, last);
    assertSameBlocks(fresh, chain.any(), 1, last);
    assertThat(fresh.rpc().peerIds()).containsExactly(ours.id());
  }

  private static String transactionsOf(CometJNode node, long height) {
    StringBuilder all = new StringBuilder();
    for (JsonNode tx : GoChain.block(node, height).path("block").path("data").path("txs")) {
      all.append(new String(Base64.getDecoder().decode(tx.asString()), UTF_8));
    }
    return all.toString();
  }

  @Test
  @DisplayName("our node is killed three times while it syncs, and ends with the same blocks")
  void killed(Scenario scenario) {
    killed(scenario, 3);
  }

  @Test
  @Tag("nightly")
  @DisplayName("our node is killed twenty times while it syncs, and ends with the same blocks")
  void killedOften(Scenario scenario) {
    killed(scenario, 20);
  }

  private static void killed(Scenario scenario, int times) {
    GoChain chain = GoChain.start(scenario, GoVersion.V0_38);
    chain.growTo(200);
    CometJNode ours = chain.ours();
    for (int i = 0; i < times; i++) {
      ours.start();
      Await.pause(Duration.ofMillis(37L * (i % 7)));
      ours.process().kill();
      var _ = ours.process().awaitExit(QUICK);
    }
    ours.start();
    awaitHeight(ours, 200);
    assertSameBlocks(ours, chain.any(), 1, 200);
  }
}
