package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.NodeProcess;
import dev.cometj.integration.harness.Rpc;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Go nodes that must not become our peers, and the typed reasons in our ledger.
@Tag("live")
@ExtendWith(Scenarios.class)
class RefusalIT {
  private static final Duration SEEN = Duration.ofSeconds(30);
  private static final String STRANGER = "0123456789abcdef0123456789abcdef01234567";

  @Test
  @DisplayName("L-T04 a Go node of another network is refused as incompatible, whoever dials")
  void anotherNetwork(Scenario scenario) {
    var theirs = scenario.go(GoVersion.V0_38, "theirs");
    var ours = scenario.cometj("ours").init();
    ours.start("--chain-id", "some-other-chain");
    theirs.config().set("p2p.persistent_peers", ours.peerAddress());
    theirs.start();
    refused(ours, "inbound", theirs.id(), "INCOMPATIBLE");

    var dialling = scenario.cometj("dialling").init();
    dialling.config().set("p2p.persistent_peers", theirs.peerAddress());
    dialling.start("--chain-id", "some-other-chain");
    refused(dialling, "outbound", theirs.id(), "INCOMPATIBLE");
    assertThat(ours.rpc().peers()).isEmpty();
    assertThat(dialling.rpc().peers()).isEmpty();
  }

  @Test
  @DisplayName("L-T02 a Go node with another id than the dialled one is refused as wrong id")
  void anotherId(Scenario scenario) {
    var theirs = scenario.go(GoVersion.V0_38, "theirs");
    theirs.start();
    var ours = scenario.cometj("ours").init();
    ours.config().set("p2p.persistent_peers", STRANGER + '@' + theirs.listenAddress());
    ours.start("--chain-id", Scenario.chainId(theirs.home()));

    var entry = refused(ours, "outbound", null, "WRONG_ID");
    assertThat(entry.address()).contains(theirs.listenAddress());
    assertThat(ours.rpc().peers()).isEmpty();
  }

  @Test
  @DisplayName("L-T02 a Go node that proves our own key is refused as ourselves")
  void ourOwnKey(Scenario scenario) throws IOException {
    var theirs = scenario.go(GoVersion.V0_38, "theirs");
    var ours = scenario.cometj("ours").init();
    ours.start("--chain-id", Scenario.chainId(theirs.home()));
    copyKey(ours, theirs);
    theirs.config().set("p2p.seeds", ours.peerAddress());
    theirs.start();

    refused(ours, "inbound", ours.id(), "SELF");
    assertThat(ours.rpc().peers()).isEmpty();
  }

  @Test
  @DisplayName("SR-15 a second Go node with the id of a connected one is refused as duplicate")
  void anIdThatIsConnectedAlready(Scenario scenario) throws IOException {
    var first = scenario.go(GoVersion.V0_38, "first");
    var second = sameChain(scenario, "second", first);
    copyKey(first, second);
    var ours = scenario.cometj("ours").init();
    ours.start("--chain-id", Scenario.chainId(first.home()));
    first.config().set("p2p.persistent_peers", ours.peerAddress());
    first.start();
    Await.until(SEEN, "the first is connected", () -> ours.rpc().peer(first.id()).isPresent());
    second.config().set("p2p.persistent_peers", ours.peerAddress()).set("moniker", "second");
    second.start();

    refused(ours, "inbound", second.id(), "DUPLICATE_ID");
    assertThat(ours.rpc().peers()).hasSize(1);
    assertThat(ours.rpc().peer(first.id()).orElseThrow().listenAddress())
        .isEqualTo(first.listenAddress());
  }

  private static GoNode sameChain(Scenario scenario, String name, GoNode other) throws IOException {
    var node = scenario.go(other.version(), name);
    Files.copy(
        other.file("config/genesis.json"),
        node.file("config/genesis.json"),
        StandardCopyOption.REPLACE_EXISTING);
    return node;
  }

  private static void copyKey(NodeProcess from, NodeProcess to) throws IOException {
    Files.copy(
        from.file("config/node_key.json"),
        to.file("config/node_key.json"),
        StandardCopyOption.REPLACE_EXISTING);
    to.keyChanged();
  }

  /// Waits for the refusal in the ledger.
  ///
  /// @param id the id that the entry must carry, or null where none is authenticated
  private static Rpc.LedgerEntry refused(
      CometJNode ours, String direction, String id, String reason) {
    var found = new Rpc.LedgerEntry[1];
    Await.until(
        SEEN,
        ours + " has refused one " + direction + " as " + reason,
        () ->
            ours.rpc().ledger().stream()
                .filter(entry -> entry.event().equals("refused"))
                .filter(entry -> entry.direction().equals(direction))
                .filter(entry -> id == null || entry.peerId().equals(id))
                .filter(entry -> entry.reason().startsWith(reason))
                .peek(entry -> found[0] = entry)
                .findFirst()
                .isPresent(),
        () -> "our ledger: " + ours.rpc().ledger());
    return found[0];
  }
}
