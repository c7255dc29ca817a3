package dev.cometj.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.execution.abci.ApplicationServer;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.execution.kvstore.KvStoreApplication;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What becomes of our process when its application dies.
@ExtendWith(Scenarios.class)
class ApplicationDeathIT {
  @Test
  @DisplayName("F18 a node whose application dies ends with one line and status 1")
  void oneLineAndStatusOne(Scenario scenario) throws IOException {
    ApplicationServer server =
        ApplicationServer.start(
            ProtocolAddress.parse("tcp://127.0.0.1:0"), KvStoreApplication.inMemory());
    try {
      var node = scenario.cometj("node").init().withChain();
      node.config().set("proxy_app", server.address().toString());
      node.start();
      // Whoever asks the application first makes the connection.
      var _ = node.rpc().result("/broadcast_tx_sync?tx=%22a=b%22");

      server.close();

      assertThat(node.process().awaitExit(Duration.ofSeconds(15))).isEqualTo(1);
      assertThat(node.process().output().lines().filter(line -> line.startsWith("ERROR: ")))
          .singleElement()
          .asString()
          .contains(server.address().toString())
          .endsWith("did the application crash? Start it and the node again");
    } finally {
      server.close();
    }
  }
}
