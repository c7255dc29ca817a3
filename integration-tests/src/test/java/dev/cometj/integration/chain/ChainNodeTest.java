package dev.cometj.integration.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.abci.Application;
import dev.cometj.execution.abci.ApplicationServer;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.execution.kvstore.KvStoreApplication;
import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node with a chain, as the modules wire it.
class ChainNodeTest {
  @TempDir Path home;

  private static Map<String, String> withApplication(String name) {
    return Map.of("proxy_app", name);
  }

  @Test
  void nodeInfoHasTheVersionThatTheApplicationTold() {
    try (GrowingNode node = GrowingNode.start(home, withApplication("kvstore"))) {
      assertThat(node.node().nodeInfo().versions().app()).isEqualTo(1);
      assertThat(node.node().nodeInfo().versions().block()).isEqualTo(11);
    }
  }

  @Test
  @DisplayName(
      "F09 a node whose application begins anew executes all its blocks again before it runs")
  void theApplicationBeginsAnew() {
    try (GrowingNode node = GrowingNode.start(home, withApplication("kvstore"))) {
      node.growTo(12);
    }
    try (GrowingNode node = GrowingNode.start(home, withApplication("kvstore"))) {
      assertThat(node.state().lastBlockHeight()).isEqualTo(12);
      node.growTo(14);
    }
  }

  @Test
  @DisplayName("F18 a node whose application dies stops with one line that says so")
  void theApplicationDies() throws IOException {
    var server =
        ApplicationServer.start(
            ProtocolAddress.parse("tcp://127.0.0.1:0"), KvStoreApplication.inMemory());
    try (GrowingNode node = GrowingNode.start(home, withApplication(server.address().toString()))) {
      node.growTo(3);
      server.close();
      String line = GrowingNode.await(node.node().failed());
      assertThat(line)
          .contains(server.address().toString())
          .endsWith("did the application crash? Start it and the node again")
          .doesNotContain("\n");
      GrowingNode.await(node.node().stop());
    }
    try (var again =
            ApplicationServer.start(
                ProtocolAddress.parse("tcp://127.0.0.1:0"), KvStoreApplication.inMemory());
        GrowingNode node = GrowingNode.start(home, withApplication(again.address().toString()))) {
      node.growTo(4);
    }
  }

  @Test
  @DisplayName("F18 a block that the application fails to execute ends the node with one line")
  void theApplicationFails() throws IOException {
    Application failing =
        new Application() {
          @Override
          public ResponseFinalizeBlock finalizeBlock(RequestFinalizeBlock request) {
            throw new IllegalStateException("out of gas");
          }
        };
    try (var server = ApplicationServer.start(ProtocolAddress.parse("tcp://127.0.0.1:0"), failing);
        GrowingNode node = GrowingNode.start(home, withApplication(server.address().toString()))) {
      assertThatThrownBy(node::grow).hasMessageContaining("out of gas");
      assertThat(GrowingNode.await(node.node().failed()))
          .contains("out of gas")
          .doesNotContain("\n");
    }
  }

  @Test
  void theGenesisOfAnotherChainIsRefused() throws IOException {
    try (GrowingNode node = GrowingNode.start(home, withApplication("kvstore"))) {
      node.growTo(1);
    }
    Path genesis = home.resolve("config/genesis.json");
    Files.writeString(
        genesis, Files.readString(genesis).replace(SoleValidator.CHAIN, "another-chain"));
    assertThatThrownBy(() -> GrowingNode.start(home, withApplication("kvstore")))
        .hasMessageContaining("genesis.json is of the chain another-chain from height 1")
        .hasMessageContaining("the node's data are of sole-validator");
  }
}
