package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.cometj.chain.abci.AppConnections;
import dev.cometj.execution.abci.ApplicationConnections;
import dev.cometj.execution.abci.ApplicationServer;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.execution.kvstore.KvStoreApplication;
import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.Repository;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.RequestInitChain;
import dev.cometj.wire.abci.RequestListSnapshots;
import dev.cometj.wire.abci.RequestLoadSnapshotChunk;
import dev.cometj.wire.abci.RequestPrepareProposal;
import dev.cometj.wire.abci.RequestProcessProposal;
import dev.cometj.wire.abci.RequestQuery;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import dev.cometj.wire.abci.ValidatorUpdate;
import dev.cometj.wire.crypto.PublicKey;
import dev.cometj.wire.types.ABCIParams;
import dev.cometj.wire.types.ConsensusParams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Applications of the original under our socket client, and ours under the original's node.
@Tag("live")
@ExtendWith(Scenarios.class)
class ApplicationIT {
  private static final long SEED = 38;
  private static final int BLOCKS = 100;

  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ApplicationConnections> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(ApplicationConnections::close);
    blocking.close();
  }

  private static String freeAddress() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.252"))) {
      return "tcp://127.0.0.252:" + socket.getLocalPort();
    }
  }

  private AppConnections start(Scenario scenario, String program, String... arguments)
      throws IOException {
    String address = freeAddress();
    var command = new ArrayList<String>();
    command.add(
        Repository.root().resolve("integration-tests/target/go").resolve(program).toString());
    for (String argument : arguments) {
      command.add(argument.equals("ADDRESS") ? address : argument);
    }
    scenario.start(program, command, Map.of());
    return joined(ApplicationConnections.overSocket(ProtocolAddress.parse(address), blocking));
  }

  private AppConnections joined(ApplicationConnections connections) {
    open.add(connections);
    return connections;
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /// Pairs, colons, validators and nonsense.
  private static ByteString transaction(Random random) {
    byte[] key = new byte[32];
    key[0] = (byte) random.nextInt(4);
    String base64 = Base64.getEncoder().encodeToString(key);
    String text =
        switch (random.nextInt(10)) {
          case 0 -> "val=ed25519!" + base64 + '!' + random.nextInt(3);
          case 1 -> "val=!" + base64.replace("=", "") + "!1";
          case 2 -> "val=!" + base64.substring(0, 40) + "\n" + base64.substring(40) + "!+7";
          case 3 -> "key" + random.nextInt(20) + ':' + random.nextInt();
          case 4 ->
              List.of("=", ":", "a==b", "a=b:c", "", "x", "val=a!b!c", "=x").get(random.nextInt(8));
          default -> "key" + random.nextInt(20) + '=' + random.nextInt();
        };
    return ByteString.copyFromUtf8(text);
  }

  @Test
  @DisplayName("Go's kvstore and ours answer a hundred random blocks alike, through every call")
  void theKeyValueApplicationsAreOne(Scenario scenario) throws Exception {
    AppConnections theirs = start(scenario, "abci-cli", "kvstore", "--address", "ADDRESS");
    AppConnections ours =
        joined(ApplicationConnections.inProcess(KvStoreApplication.inMemory(), blocking));
    Random random = new Random(SEED);
    var genesis =
        RequestInitChain.newBuilder()
            .setTime(Timestamp.getDefaultInstance())
            .addValidators(
                ValidatorUpdate.newBuilder()
                    .setPubKey(PublicKey.newBuilder().setEd25519(ByteString.copyFrom(new byte[32])))
                    .setPower(10))
            .build();
    assertThat(await(ours.consensus().initChain(genesis)))
        .isEqualTo(await(theirs.consensus().initChain(genesis)));
    for (int height = 1; height <= BLOCKS; height++) {
      var candidates = new ArrayList<ByteString>();
      for (int i = random.nextInt(20); i > 0; i--) {
        candidates.add(transaction(random));
      }
      compareBlock(ours, theirs, height, candidates);
    }
    for (ByteString data : List.of(ByteString.copyFromUtf8("key1"), ByteString.EMPTY)) {
      for (String path : List.of("", "/val", "/else")) {
        for (boolean isProved : new boolean[] {false, true}) {
          var query =
              RequestQuery.newBuilder().setData(data).setPath(path).setProve(isProved).build();
          assertThat(await(ours.query().query(query)))
              .isEqualTo(await(theirs.query().query(query)));
        }
      }
    }
  }

  private static void compareBlock(
      AppConnections ours, AppConnections theirs, long height, List<ByteString> candidates)
      throws Exception {
    for (ByteString candidate : candidates) {
      var check = RequestCheckTx.newBuilder().setTx(candidate).build();
      assertThat(await(ours.mempool().checkTx(check)))
          .as("%s", candidate)
          .isEqualTo(await(theirs.mempool().checkTx(check)));
    }
    var all = RequestProcessProposal.newBuilder().addAllTxs(candidates).build();
    assertThat(await(ours.consensus().processProposal(all)))
        .isEqualTo(await(theirs.consensus().processProposal(all)));
    var prepare =
        RequestPrepareProposal.newBuilder().setMaxTxBytes(100_000).addAllTxs(candidates).build();
    var proposal = await(ours.consensus().prepareProposal(prepare));
    assertThat(proposal).isEqualTo(await(theirs.consensus().prepareProposal(prepare)));
    var block =
        RequestFinalizeBlock.newBuilder()
            .setHeight(height)
            .addAllTxs(proposal.getTxsList())
            .build();
    assertThat(await(ours.consensus().finalizeBlock(block)))
        .isEqualTo(await(theirs.consensus().finalizeBlock(block)));
    assertThat(await(ours.consensus().commit())).isEqualTo(await(theirs.consensus().commit()));
    var info = RequestInfo.getDefaultInstance();
    assertThat(await(ours.query().info(info))).isEqualTo(await(theirs.query().info(info)));
  }

  @Test
  @DisplayName(
      "Go's end-to-end application executes blocks and gives its snapshots over our socket client")
  void theEndToEndApplicationWorks(Scenario scenario) throws Exception {
    AppConnections application =
        start(scenario, "e2eapp", "ADDRESS", scenario.directory().resolve("state").toString());
    assertThat(await(application.query().echo("hello")).getMessage()).isEqualTo("hello");
    await(
        application
            .consensus()
            .initChain(
                RequestInitChain.newBuilder()
                    .setChainId("e2e")
                    .setInitialHeight(1)
                    .setConsensusParams(
                        ConsensusParams.newBuilder().setAbci(ABCIParams.getDefaultInstance()))
                    .build()));
    var block =
        RequestFinalizeBlock.newBuilder()
            .setHeight(1)
            .addTxs(ByteString.copyFromUtf8("a=b"))
            .build();
    ResponseFinalizeBlock results = await(application.consensus().finalizeBlock(block));
    assertThat(results.getTxResultsList()).hasSize(1).allMatch(result -> result.getCode() == 0);
    await(application.consensus().commit());
    var query = RequestQuery.newBuilder().setData(ByteString.copyFromUtf8("a")).build();
    assertThat(await(application.query().query(query)).getValue().toStringUtf8()).isEqualTo("b");
    assertThat(
            await(application.query().info(RequestInfo.getDefaultInstance())).getLastBlockAppHash())
        .isEqualTo(results.getAppHash());
    var snapshots =
        await(application.snapshot().listSnapshots(RequestListSnapshots.getDefaultInstance()));
    assertThat(snapshots.getSnapshotsList()).isNotEmpty();
    var chunk =
        RequestLoadSnapshotChunk.newBuilder()
            .setHeight(snapshots.getSnapshots(0).getHeight())
            .setFormat(snapshots.getSnapshots(0).getFormat())
            .build();
    assertThat(await(application.snapshot().loadSnapshotChunk(chunk)).getChunk()).isNotEmpty();
  }

  @Test
  @DisplayName(
      "a Go node makes blocks with transactions on our key-value application behind our socket server")
  void aGoNodeRunsOnOurServer(Scenario scenario) throws Exception {
    try (ApplicationServer server =
        ApplicationServer.start(
            ProtocolAddress.parse(freeAddress()), KvStoreApplication.inMemory())) {
      var node = scenario.go(GoVersion.V0_38, "validator");
      node.config().set("proxy_app", server.address().toString());
      node.start();
      Await.until(Duration.ofSeconds(30), "there is a block", () -> node.rpc().height() >= 1);
      var sent = node.rpc().result("/broadcast_tx_commit?tx=%22name=java%22");
      assertThat(sent.path("tx_result").path("code").asInt()).isZero();
      assertThat(value(node, "name")).isEqualTo("java");
      var _ = node.rpc().result("/broadcast_tx_sync?tx=%22changed:yes%22");
      Await.until(
          Duration.ofSeconds(20),
          "the application's form of the transaction is in a block",
          () -> value(node, "changed").equals("yes"));
      long height = node.rpc().height();
      Await.until(
          Duration.ofSeconds(30), "there are more", () -> node.rpc().height() >= height + 2);
    }
  }

  private static String value(GoNode node, String key) {
    var found = node.rpc().result("/abci_query?data=%22" + key + "%22").path("response");
    return new String(
        Base64.getDecoder().decode(found.path("value").asString("")), StandardCharsets.UTF_8);
  }
}
