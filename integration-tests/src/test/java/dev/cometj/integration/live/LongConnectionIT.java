package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.NodeProcess;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Connections that last: longer than two rounds of keep-alive, dialled by either side.
@Tag("live")
@ExtendWith(Scenarios.class)
class LongConnectionIT {
  private static final Duration CONNECTED = Duration.ofSeconds(30);
  private static final Duration TWO_PINGS = Duration.ofSeconds(135);

  @Test
  @Timeout(300)
  @DisplayName(
      "L-M03 Go v0.38.26 and v0.40.0 keep connections with our node, dialled by either side")
  void connectionsLast(Scenario scenario) throws IOException {
    var old = scenario.go(GoVersion.V0_38, "go-0.38-dialled");
    var oldDialling = quietFollower(scenario, GoVersion.V0_38, "go-0.38-dialling", old);
    var recent = quietFollower(scenario, GoVersion.V0_40, "go-0.40-dialled", old);
    var recentDialling = quietFollower(scenario, GoVersion.V0_40, "go-0.40-dialling", old);
    quiet(old);
    var ours = scenario.cometj("ours").init();
    old.start();
    recent.start();
    ours.config().set("p2p.persistent_peers", old.peerAddress() + ',' + recent.peerAddress());
    ours.start("--chain-id", Scenario.chainId(old.home()));
    for (var node : List.of(oldDialling, recentDialling)) {
      node.config().set("p2p.persistent_peers", ours.peerAddress());
      node.start();
    }

    var dialled = List.of(old, recent);
    var dialling = List.of(oldDialling, recentDialling);
    dialled.forEach(node -> seeEachOther(ours, node, true));
    dialling.forEach(node -> seeEachOther(ours, node, false));
    Await.pause(TWO_PINGS);
    dialled.forEach(node -> seeEachOther(ours, node, true));
    dialling.forEach(node -> seeEachOther(ours, node, false));
    dialled.forEach(node -> pingsWentBothWays(node, ours));
    dialling.forEach(node -> pingsWentBothWays(node, ours));
    assertThat(ours.rpc().ledger())
        .as("nobody was dropped")
        .noneMatch(entry -> entry.event().equals("dropped"));
  }

  /// Another node of the same chain, which does not validate, and makes no noise in its log but pings.
  private static GoNode quietFollower(
      Scenario scenario, GoVersion version, String name, GoNode validator) throws IOException {
    var node = scenario.go(version, name);
    Files.copy(
        validator.file("config/genesis.json"),
        node.file("config/genesis.json"),
        StandardCopyOption.REPLACE_EXISTING);
    quiet(node);
    return node;
  }

  private static void quiet(GoNode node) {
    node.config().set("log_level", "p2p:debug,*:info").set("consensus.create_empty_blocks", false);
  }

  private static void seeEachOther(CometJNode ours, GoNode theirs, boolean weDialled) {
    Await.until(
        CONNECTED,
        ours + " and " + theirs + " see each other",
        () -> ours.rpc().peer(theirs.id()).isPresent() && theirs.rpc().peer(ours.id()).isPresent(),
        () -> "our ledger: " + ours.rpc().ledger());
    var seenByUs = ours.rpc().peer(theirs.id()).orElseThrow();
    var seenByThem = theirs.rpc().peer(ours.id()).orElseThrow();
    assertThat(seenByUs.isOutbound()).as("direction seen by us").isEqualTo(weDialled);
    assertThat(seenByThem.isOutbound()).as("direction seen by %s", theirs).isEqualTo(!weDialled);
    for (var name : List.of("network", "moniker", "version", "channels", "listen_addr", "other")) {
      assertThat(seenByUs.json().path("node_info").path(name))
          .as("%s of %s, as we and as it shows it", name, theirs)
          .isEqualTo(ownNodeInfo(theirs).path(name));
      assertThat(seenByThem.json().path("node_info").path(name))
          .as("our %s, as %s and as we show it", name, theirs)
          .isEqualTo(ownNodeInfo(ours).path(name));
    }
    assertThat(seenByUs.info("version")).isEqualTo(theirs.version().reported());
    assertThat(seenByThem.listenAddress()).isEqualTo(ours.listenAddress());
    assertThat(seenByUs.listenAddress()).isEqualTo(theirs.listenAddress());
  }

  private static JsonNode ownNodeInfo(NodeProcess node) {
    return node.rpc().result("/status").path("node_info");
  }

  /// Go logs the keep-alive of each connection at level debug.
  private static void pingsWentBothWays(GoNode theirs, CometJNode ours) {
    var lines =
        theirs.process().output().lines().filter(line -> line.contains("peer=" + ours.id()));
    var log = String.join("\n", lines.toList());
    for (var event : List.of("Send Ping", "Receive Pong", "Receive Ping", "Send Pong")) {
      assertThat(Pattern.compile(event).matcher(log).results().count())
          .as("%s in the log of %s", event, theirs)
          .isGreaterThanOrEqualTo(2);
    }
  }
}
