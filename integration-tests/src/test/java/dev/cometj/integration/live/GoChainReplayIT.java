package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.codec.BlockCodec;
import dev.cometj.chain.codec.CommitCodec;
import dev.cometj.chain.codec.StateCodec;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.service.EventBus;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.TxPool;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519KeyCache;
import dev.cometj.execution.abci.ApplicationConnections;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.execution.block.AbciBlockExecutor;
import dev.cometj.execution.block.BlockValidation;
import dev.cometj.execution.block.Handshake;
import dev.cometj.execution.block.NodeServices;
import dev.cometj.execution.kvstore.KvStoreApplication;
import dev.cometj.execution.store.Stores;
import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.Repository;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Blocks that a Go chain has decided on, executed here once more.
@Tag("live")
@ExtendWith(Scenarios.class)
class GoChainReplayIT {
  private static final Duration BLOCKS = Duration.ofSeconds(90);
  private static final Duration QUICK = Duration.ofSeconds(30);

  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    blocking.close();
  }

  /// A block of the file, with the commit and the answer that the Go node kept of it.
  private record Exported(Block block, Commit commit, ResponseFinalizeBlock response) {}

  /// The file.
  private record Chain(GenesisDoc genesis, List<Exported> blocks, State last) {}

  @Test
  @DisplayName(
      "the blocks of a live Go chain give the same app hash at every height, with our kvstore and with Go's")
  void executedOnceMore(Scenario scenario) throws Exception {
    Chain chain = export(scenario, grow(scenario));
    assertThat(chain.blocks()).hasSizeGreaterThan(10);
    assertThat(chain.blocks()).anyMatch(exported -> exported.commit().size() == 2);
    try (var ours = ApplicationConnections.inProcess(KvStoreApplication.inMemory(), blocking)) {
      replay(chain, ours);
    }
    try (var theirs = goApplication(scenario)) {
      replay(chain, theirs);
    }
  }

  /// A validator with transactions, among them a second validator that comes, never votes, and goes.
  private static GoNode grow(Scenario scenario) throws Exception {
    GoNode node = scenario.go(GoVersion.V0_38, "validator");
    node.config().set("consensus.timeout_commit", "100ms");
    node.start();
    Await.until(QUICK, "there is a block", () -> node.rpc().height() >= 1);
    var key = new byte[32];
    new Random(5).nextBytes(key);
    String second = Base64.getEncoder().encodeToString(key);
    for (int i = 0; i < 30; i++) {
      send(node, "key" + i % 7 + "=value" + i);
      if (i == 5) {
        send(node, "val=ed25519!" + second + "!1");
      } else if (i == 20) {
        send(node, "val=ed25519!" + second + "!0");
      } else if (i % 10 == 0) {
        long height = node.rpc().height();
        Await.until(BLOCKS, "more blocks", () -> node.rpc().height() >= height + 3);
      }
    }
    long height = node.rpc().height();
    Await.until(BLOCKS, "more blocks", () -> node.rpc().height() >= height + 5);
    node.process().terminate();
    node.process().awaitExit(QUICK);
    return node;
  }

  private static void send(GoNode node, String tx) {
    String quoted = URLEncoder.encode('"' + tx + '"', StandardCharsets.UTF_8);
    var _ = node.rpc().result("/broadcast_tx_sync?tx=" + quoted);
  }

  private static Chain export(Scenario scenario, GoNode node) throws Exception {
    var run =
        scenario.start(
            "chainexport",
            List.of(program("chainexport").toString(), node.home().toString()),
            Map.of());
    assertThat(run.awaitExit(QUICK)).isZero();
    GenesisDoc genesis = GenesisDoc.read(node.file("config/genesis.json"), Timestamp.EPOCH);
    List<JsonNode> lines =
        run.output().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    var blocks = new java.util.ArrayList<Exported>();
    for (JsonNode line : lines.subList(0, lines.size() - 1)) {
      blocks.add(
          new Exported(
              BlockCodec.decode(Bytes.wrap(bytes(line, "block"))),
              CommitCodec.fromWire(dev.cometj.wire.types.Commit.parseFrom(bytes(line, "commit"))),
              ResponseFinalizeBlock.parseFrom(bytes(line, "response"))));
    }
    State last =
        StateCodec.fromWire(dev.cometj.wire.state.State.parseFrom(bytes(lines.getLast(), "state")));
    return new Chain(genesis, blocks, last);
  }

  private static byte[] bytes(JsonNode line, String name) {
    return HexFormat.of().parseHex(line.path(name).asString());
  }

  private ApplicationConnections goApplication(Scenario scenario) throws Exception {
    String address;
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.253"))) {
      address = "tcp://127.0.0.253:" + socket.getLocalPort();
    }
    scenario.start(
        "abci-cli",
        List.of(program("abci-cli").toString(), "kvstore", "--address", address),
        Map.of());
    return ApplicationConnections.overSocket(ProtocolAddress.parse(address), blocking);
  }

  private static Path program(String name) {
    Path file = Repository.root().resolve("integration-tests/target/go").resolve(name);
    assertThat(Files.isExecutable(file)).as("%s", file).isTrue();
    return file;
  }

  private void replay(Chain chain, AppConnections application) throws Exception {
    Stores stores = Stores.inMemory();
    var services =
        new NodeServices(
            stores.blocks(),
            stores.states(),
            TxPool.empty(),
            EvidencePool.empty(),
            EventBus.silent());
    var validation =
        new BlockValidation(
            new CommitVerifier(new Random(1), Runnable::run, 1, new Ed25519KeyCache(100)),
            InstantSource.system(),
            Duration.ZERO);
    State state =
        await(new Handshake(application, services, validation, chain.genesis(), blocking).run())
            .state();
    var executor =
        new AbciBlockExecutor(
            application.consensus(), services, validation, blocking, Runnable::run);
    for (Exported exported : chain.blocks()) {
      Block block = exported.block();
      // The hashes after the block before are in this one.
      await(executor.validateBlock(state, block));
      var parts = block.toPartSet();
      await(stores.blocks().save(block, parts, exported.commit()));
      state =
          await(
              executor.applyVerifiedBlock(state, new BlockId(block.hash(), parts.header()), block));
      assertThat(state.appHash().toByteArray())
          .as("after block %d", block.height())
          .isEqualTo(exported.response().getAppHash().toByteArray());
      assertThat(stores.states().response(block.height())).contains(exported.response());
    }
    assertThat(state).isEqualTo(chain.last());
    var info = await(application.query().info(RequestInfo.getDefaultInstance()));
    assertThat(info.getLastBlockHeight()).isEqualTo(state.lastBlockHeight());
    assertThat(info.getLastBlockAppHash().toByteArray()).isEqualTo(state.appHash().toByteArray());
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
