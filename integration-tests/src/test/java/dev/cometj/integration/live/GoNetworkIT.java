package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The harness itself, tried on Go nodes alone: when this fails, no other live test means anything.
@Tag("live")
@ExtendWith(Scenarios.class)
class GoNetworkIT {
  @ParameterizedTest
  @EnumSource
  @DisplayName("a lone Go validator with the key-value application makes blocks on loopback")
  void aLoneGoValidatorMakesBlocks(GoVersion version, Scenario scenario) {
    var node = scenario.go(version, "lone");
    node.start();

    Await.until(Duration.ofSeconds(30), "there are two blocks", () -> node.rpc().height() >= 2);
    assertThat(node.rpc().result("/status").path("node_info").path("version").asString())
        .isEqualTo(version.reported());
    assertThat(node.rpc().peers()).isEmpty();
  }

  @Test
  @DisplayName("a Go node dials the persistent peer that the harness gives it")
  void aGoNodeDialsItsPersistentPeer(Scenario scenario) {
    var nodes = scenario.goValidators(GoVersion.V0_38, 2);
    var dialler = nodes.getFirst();
    var listener = nodes.getLast();
    listener.start();
    dialler.config().set("p2p.persistent_peers", listener.peerAddress());
    dialler.start();

    Await.until(
        Duration.ofSeconds(20),
        "the nodes are connected",
        () -> dialler.rpc().peer(listener.id()).isPresent());
    var seen = dialler.rpc().peer(listener.id()).orElseThrow();
    assertThat(seen.isOutbound()).isTrue();
    assertThat(seen.listenAddress()).isEqualTo(listener.listenAddress());
  }
}
