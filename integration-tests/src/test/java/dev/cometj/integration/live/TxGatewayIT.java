package dev.cometj.integration.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.abci.Application;
import dev.cometj.execution.abci.ApplicationServer;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.ModulePath;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.ResponseCheckTx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A node of ours that has a mempool and no chain, in front of a Go network.
@Tag("live")
@ExtendWith(Scenarios.class)
class TxGatewayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static GoNode validator(Scenario scenario, GoVersion version) {
    GoNode node = scenario.go(version, "validator");
    node.start();
    Await.until(PATIENCE, "there is a block", () -> node.rpc().height() >= 1);
    return node;
  }

  private static CometJNode gateway(
      Scenario scenario, String name, GoNode validator, String peer, String application) {
    CometJNode node = scenario.cometj(name).on(ModulePath.txGateway()).init();
    node.start(
        "--chain-id",
        Scenario.chainId(validator.home()),
        "--p2p.persistent_peers",
        peer,
        "--proxy_app",
        application);
    Await.until(PATIENCE, "it is connected", () -> !node.rpc().peers().isEmpty());
    return node;
  }

  private static int send(CometJNode node, String tx) {
    return node.rpc().result("/broadcast_tx_sync?tx=%22" + tx + "%22").path("code").asInt();
  }

  private static String value(GoNode node, String key) {
    var found = node.rpc().result("/abci_query?data=%22" + key + "%22").path("response");
    return new String(Base64.getDecoder().decode(found.path("value").asString("")), UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "PM-08 transactions sent to the RPC of a gateway, and of one behind it, are committed by a Go validator")
  void reachesTheChain(GoVersion version, Scenario scenario) {
    GoNode validator = validator(scenario, version);
    CometJNode near = gateway(scenario, "near", validator, validator.peerAddress(), "kvstore");
    CometJNode far = gateway(scenario, "far", validator, near.peerAddress(), "kvstore");

    assertThat(send(near, "near=one")).isZero();
    assertThat(send(far, "far=two")).isZero();
    Await.until(PATIENCE, "one is committed", () -> value(validator, "near").equals("one"));
    Await.until(PATIENCE, "the other is, too", () -> value(validator, "far").equals("two"));
    assertThat(near.rpc().result("/unconfirmed_txs").path("n_txs").asString()).isEqualTo("2");
    assertThat(near.rpc().peer(validator.id())).isPresent();
  }

  @Test
  @DisplayName("PM-08 five hundred transactions of a client all get into blocks")
  void many(Scenario scenario) {
    GoNode validator = validator(scenario, GoVersion.V0_38);
    CometJNode gateway =
        gateway(scenario, "gateway", validator, validator.peerAddress(), "kvstore");
    for (int i = 0; i < 500; i++) {
      assertThat(send(gateway, "k" + i + "=v" + i)).isZero();
    }
    Await.until(
        PATIENCE,
        "the application has them all",
        () ->
            value(validator, "k0").equals("v0")
                && value(validator, "k250").equals("v250")
                && value(validator, "k499").equals("v499"));
  }

  @Test
  @DisplayName("a transaction that the gateway's application refuses is not passed on")
  void refused(Scenario scenario) throws IOException {
    GoNode validator = validator(scenario, GoVersion.V0_38);
    try (ApplicationServer picky =
        ApplicationServer.start(ProtocolAddress.parse(freeAddress()), new Picky())) {
      CometJNode gateway =
          gateway(
              scenario, "gateway", validator, validator.peerAddress(), picky.address().toString());
      assertThat(send(gateway, "secret=1")).isEqualTo(7);
      assertThat(send(gateway, "public=1")).isZero();
      Await.until(PATIENCE, "the good one is there", () -> value(validator, "public").equals("1"));
      long height = validator.rpc().height();
      Await.until(PATIENCE, "two more blocks", () -> validator.rpc().height() >= height + 2);
      assertThat(value(validator, "secret")).isEmpty();
      assertThat(gateway.rpc().peer(validator.id())).isPresent();
    }
  }

  private static String freeAddress() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.253"))) {
      return "tcp://127.0.0.253:" + socket.getLocalPort();
    }
  }

  /// Takes what the validator's application takes, but for what is secret.
  private static final class Picky implements Application {
    @Override
    public ResponseCheckTx checkTx(RequestCheckTx request) {
      boolean isSecret = request.getTx().toStringUtf8().startsWith("secret");
      return ResponseCheckTx.newBuilder().setCode(isSecret ? 7 : 0).build();
    }
  }
}
