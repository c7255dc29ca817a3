package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.NodeProcess;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
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
  /// Of v0.40 there is one alone, who never votes for nil: that version leaves votes for nil out of the median time, and
  /// whoever has v0.38's rules cannot follow a chain of several validators for long.
  private static final int VALIDATORS = 4;

  private static final Duration LONG = Duration.ofSeconds(120);
  private static final Duration QUICK = Duration.ofSeconds(30);

  /// A network of Go validators that make blocks as fast as they can.
  private static final class Network {
    final Scenario scenario;
    final GoVersion version;
    final List<Path> homes;
    final List<GoNode> validators;

    Network(Scenario scenario, GoVersion version) {
      this.scenario = scenario;
      this.version = version;
      int count = version == GoVersion.V0_38 ? VALIDATORS : 1;
      homes = scenario.goTestnetHomes(version, count, 2);
      validators =
          homes.subList(0, count).stream()
              .map(home -> scenario.go(version, home.getFileName().toString(), home).configured())
              .toList();
      for (GoNode validator : validators) {
        String others =
            validators.stream()
                .filter(each -> each != validator)
                .map(NodeProcess::peerAddress)
                .collect(Collectors.joining(","));
        validator
            .config()
            .set("p2p.persistent_peers", others)
            .set("p2p.pex", false)
            .set("p2p.flush_throttle_timeout", "2ms")
            .set("consensus.timeout_commit", "5ms")
            // No votes for nil: v0.40 leaves them out of the median time, and so its chain is
            // another one then.
            .set("consensus.timeout_propose", "60s")
            .set("consensus.timeout_prevote", "60s")
            .set("consensus.timeout_precommit", "60s")
            .set("consensus.peer_gossip_sleep_duration", "5ms");
      }
      validators.forEach(NodeProcess::start);
    }

    GoNode any() {
      return validators.getFirst();
    }

    String addresses() {
      return validators.stream().map(NodeProcess::peerAddress).collect(Collectors.joining(","));
    }

    /// Wait for a height, while transactions are sent.
    void growTo(long height) {
      // Before that v0.40 takes no transactions.
      Await.until(QUICK, "there is a block", () -> any().rpc().height() >= 1);
      int sent = 0;
      while (any().rpc().height() < height) {
        send("key" + sent % 50 + "=value" + sent++);
        Await.pause(Duration.ofMillis(50));
      }
    }

    void send(String tx) {
      String quoted = URLEncoder.encode('"' + tx + '"', StandardCharsets.UTF_8);
      var _ = any().rpc().result("/broadcast_tx_sync?tx=" + quoted);
    }

    /// Our node, which knows the validators and makes no blocks.
    CometJNode ours() {
      CometJNode node = scenario.cometj("ours", homes.get(homes.size() - 2));
      node.config()
          .set("p2p.addr_book_strict", false)
          .set("p2p.allow_duplicate_ip", true)
          .set("p2p.pex", false)
          .set("p2p.persistent_peers", addresses())
          .set("proxy_app", "persistent_kvstore");
      return node;
    }

    /// A fresh Go node that knows nobody but ours.
    GoNode fresh(CometJNode ours) {
      GoNode node = scenario.go(version, "fresh", homes.getLast()).configured();
      node.config().set("p2p.persistent_peers", ours.peerAddress()).set("p2p.pex", false);
      return node;
    }
  }

  private static void awaitHeight(NodeProcess node, long height) {
    Await.until(
        LONG,
        node + " has block " + height,
        () -> node.rpc().height() >= height,
        () -> node.process().tail(40));
  }

  private static JsonNode block(NodeProcess node, long height) {
    return node.rpc().result("/block?height=" + height);
  }

  private static void assertSameBlocks(NodeProcess one, NodeProcess other, long from, long to) {
    for (long height = from; height <= to; height++) {
      JsonNode block = block(one, height);
      assertThat(block.path("block").path("header").path("app_hash").asString()).isNotNull();
      assertThat(block).as("block %d", height).isEqualTo(block(other, height));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "our node syncs from a live Go network to its tip, has the same blocks, follows, and serves a fresh Go node alone")
  void syncsFollowsAndServes(GoVersion version, Scenario scenario) {
    Network network = new Network(scenario, version);
    network.growTo(160);
    CometJNode ours = network.ours();
    ours.start();
    awaitHeight(ours, network.any().rpc().height() - 1);
    long tip = ours.rpc().height();
    assertSameBlocks(ours, network.any(), 1, tip);

    network.growTo(tip + 30);
    awaitHeight(ours, tip + 20);
    assertSameBlocks(ours, network.any(), tip, tip + 20);

    GoNode fresh = network.fresh(ours);
    fresh.start();
    awaitHeight(fresh, 155);
    assertSameBlocks(fresh, network.any(), 1, 155);
    assertThat(fresh.rpc().peerIds()).containsExactly(ours.id());
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
    Network network = new Network(scenario, GoVersion.V0_38);
    network.growTo(200);
    CometJNode ours = network.ours();
    for (int i = 0; i < times; i++) {
      ours.start();
      Await.pause(Duration.ofMillis(37L * (i % 7)));
      ours.process().kill();
      var _ = ours.process().awaitExit(QUICK);
    }
    ours.start();
    awaitHeight(ours, 200);
    assertSameBlocks(ours, network.any(), 1, 200);
  }
}
