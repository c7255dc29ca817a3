package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.integration.harness.ModulePath;
import dev.cometj.integration.harness.NodeProcess;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Archivers of a live Go chain whose validators change: nodes of ours that have block sync, and neither mempool nor
/// evidence nor consensus, by their module path alone; with an application and without one.
@Tag("live")
@ExtendWith(Scenarios.class)
class ArchiverIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /// A chain of which a validator's power changes twice, and that a second validator joined and left.
  private static GoChain changing(Scenario scenario) {
    GoChain chain = GoChain.ofOne(scenario);
    Await.until(SOON, "there is a block", () -> chain.any().rpc().height() >= 1);
    byte[] key = new byte[32];
    new Random(5).nextBytes(key);
    String other = Base64.getEncoder().encodeToString(key);
    String own = ownKey(chain.any());
    for (String tx :
        new String[] {
          "val=ed25519!" + own + "!20", "val=ed25519!" + other + "!1", "val=ed25519!" + other + "!0"
        }) {
      chain.send(tx);
      long height = chain.any().rpc().height();
      Await.until(SOON, "four more blocks", () -> chain.any().rpc().height() >= height + 4);
    }
    return chain;
  }

  private static String ownKey(GoNode node) {
    return node.rpc()
        .result("/status")
        .path("validator_info")
        .path("pub_key")
        .path("value")
        .asString();
  }

  private static CometJNode archiver(GoChain chain, String application, String servers) {
    CometJNode node = chain.ours().on(ModulePath.archiver());
    node.config().set("proxy_app", application);
    if (!servers.isEmpty()) {
      node.config().append("[cometj.archive]", "rpc_servers = \"" + servers + "\"");
    }
    return node;
  }

  @Test
  @DisplayName("an archiver with an application has the chain and follows it")
  void withApplication(Scenario scenario) {
    GoChain chain = changing(scenario);
    CometJNode archiver = archiver(chain, "kvstore", "");
    archiver.start();
    long height = chain.any().rpc().height() + 3;
    GoChain.awaitHeight(archiver, height);
    GoChain.assertSameBlocks(archiver, chain.any(), 1, height);
    assertThat(reactors(archiver)).doesNotContain("MEMPOOL", "EVIDENCE");
  }

  private static String reactors(CometJNode node) {
    return node.process()
        .output()
        .lines()
        .filter(line -> line.contains("Assembled"))
        .findFirst()
        .orElse("");
  }

  @Test
  @DisplayName(
      "one without takes the validators from RPC where they change, survives a kill, and serves a fresh Go node")
  void withoutApplication(Scenario scenario) {
    GoChain chain = changing(scenario);
    // The first server is not there; one that is there is enough.
    CometJNode archiver = archiver(chain, "none", "127.0.0.249:9," + chain.any().rpcText());
    archiver.start();
    GoChain.awaitHeight(archiver, 5);
    archiver.process().kill();
    archiver.start();
    long height = chain.any().rpc().height() + 3;
    GoChain.awaitHeight(archiver, height);
    GoChain.assertSameBlocks(archiver, chain.any(), 1, height);
    for (long each = 1; each <= height; each++) {
      assertThat(powers(archiver, each)).as("height %d", each).isEqualTo(powers(chain.any(), each));
    }
    assertThat(archiver.rpc().post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"abci_info\"}"))
        .contains("this node has no application");

    GoNode fresh = chain.fresh(archiver);
    fresh.start();
    GoChain.awaitHeight(fresh, height - 2);
    GoChain.assertSameBlocks(fresh, chain.any(), 1, height - 2);
  }

  private static String powers(NodeProcess node, long height) {
    StringBuilder all = new StringBuilder();
    JsonNode set = node.rpc().result("/validators?height=" + height).path("validators");
    set.forEach(each ->
        all.append(each.path("address").asString())
            .append(' ')
            .append(each.path("voting_power").asString())
            .append('\n'));
    return all.toString();
  }

  @Test
  @DisplayName("one without application and RPC servers stops at the first change, and says why")
  void stops(Scenario scenario) {
    GoChain chain = changing(scenario);
    CometJNode archiver = archiver(chain, "none", "");
    var process = archiver.launch();
    assertThat(process.awaitExit(SOON)).isEqualTo(1);
    assertThat(process.output())
        .containsPattern(
            "block \\d+ could not be executed: the validators change at height \\d+ .*set cometj.archive.rpc_servers to nodes that know them");
  }
}
