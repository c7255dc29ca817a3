package dev.cometj.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a Prometheus that knows the original finds here.
@ExtendWith(Scenarios.class)
class MetricsIT {
  private static final String CHAIN = "metrics-test";

  @Test
  @DisplayName(
      "L-O01 the instrumentation listener serves the original's p2p metrics by their names")
  void p2pMetrics(Scenario scenario) {
    var listener = scenario.cometj("listener").init();
    listener.start("--chain-id", CHAIN);
    var node = scenario.cometj("node").init();
    var metrics = node.instrumentation();
    node.start("--chain-id", CHAIN, "--p2p.persistent_peers", listener.peerAddress());
    Await.until(
        Duration.ofSeconds(20),
        "the node has a peer and says so",
        () -> metrics.text("/metrics").lines().anyMatch(MetricsIT::isOnePeer),
        () -> metrics.text("/metrics"));

    assertThat(metrics.text("/metrics"))
        .contains("# TYPE cometbft_p2p_peers gauge")
        .containsPattern("(?m)^cometbft_p2p_message_send_bytes_total\\{.*message_type=.*\\} \\d")
        .containsPattern("(?m)^cometbft_p2p_peer_send_bytes_total\\{.*peer_id=.*\\} \\d");
  }

  private static boolean isOnePeer(String line) {
    return line.matches("cometbft_p2p_peers(\\{.*\\})? 1(\\.0)?");
  }
}
