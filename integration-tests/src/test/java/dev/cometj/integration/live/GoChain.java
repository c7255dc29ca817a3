package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.NodeProcess;
import dev.cometj.integration.harness.Repository;
import dev.cometj.integration.harness.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A network of Go validators that make blocks as fast as they can, with homes for two more nodes of its chain: ours, and
/// a fresh Go node.
final class GoChain {
  /// Of v0.40 there is one alone, who never votes for nil: that version leaves votes for nil out of the median time, and
  /// whoever has v0.38's rules cannot follow a chain of several validators for long.
  private static final int VALIDATORS = 4;

  private static final String FAST = "5ms";

  private static final Duration LONG = Duration.ofSeconds(120);
  private static final Duration QUICK = Duration.ofSeconds(30);

  private final Scenario scenario;
  private final GoVersion version;
  private final String pace;
  private final long extensionsFrom;
  private final List<Path> homes;
  private final List<GoNode> validators;

  private GoChain(
      Scenario scenario, GoVersion version, int count, String pace, long extensionsFrom) {
    this.scenario = scenario;
    this.version = version;
    this.pace = pace;
    this.extensionsFrom = extensionsFrom;
    homes = scenario.goTestnetHomes(version, count, 2);
    homes.forEach(GoChain::strengthen);
    validators =
        homes.subList(0, count).stream()
            .map(home -> scenario.go(version, home.getFileName().toString(), home).configured())
            .toList();
    validators.forEach(this::configure);
    validators.forEach(NodeProcess::start);
  }

  /// A network with the key-value application.
  static GoChain start(Scenario scenario, GoVersion version) {
    return new GoChain(scenario, version, version == GoVersion.V0_38 ? VALIDATORS : 1, FAST, 0);
  }

  /// A network of one validator of v0.38 with the key-value application, which makes about three blocks a second.
  static GoChain ofOne(Scenario scenario) {
    return new GoChain(scenario, GoVersion.V0_38, 1, "300ms", 0);
  }

  /// A network of v0.38 with the original's end-to-end application, a process for each node.
  ///
  /// @param height from which on precommits have extensions
  static GoChain withVoteExtensions(Scenario scenario, long height) {
    return new GoChain(scenario, GoVersion.V0_38, VALIDATORS, FAST, height);
  }

  /// Gives validators more power than 1, which the application takes from who misbehaves.
  private static void strengthen(Path home) {
    Path genesis = home.resolve("config/genesis.json");
    try {
      Files.writeString(
          genesis, Files.readString(genesis).replace("\"power\": \"1\"", "\"power\": \"10\""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void configure(GoNode validator) {
    String others =
        validators.stream()
            .filter(each -> each != validator)
            .map(NodeProcess::peerAddress)
            .collect(Collectors.joining(","));
    validator
        .config()
        .set("p2p.persistent_peers", others)
        .set("p2p.pex", false)
        .set("p2p.flush_throttle_timeout", "2ms")
        .set("rpc.unsafe", true)
        .set("consensus.timeout_commit", pace)
        // No votes for nil: v0.40 leaves them out of the median time, and so its chain is
        // another one then.
        .set("consensus.timeout_propose", "60s")
        .set("consensus.timeout_prevote", "60s")
        .set("consensus.timeout_precommit", "60s")
        .set("consensus.peer_gossip_sleep_duration", "5ms");
    giveApplication(validator, validator.home().getFileName().toString());
  }

  private void giveApplication(NodeProcess node, String name) {
    if (extensionsFrom > 0) {
      node.config().set("proxy_app", endToEndApplication(name));
    }
  }

  private String endToEndApplication(String name) {
    String address;
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.250"))) {
      address = "tcp://127.0.0.250:" + socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    scenario.start(
        name + "-app",
        List.of(
            Repository.root().resolve("integration-tests/target/go/e2eapp").toString(),
            address,
            scenario.directory().resolve(name + "-state").toString(),
            Long.toString(extensionsFrom)),
        Map.of());
    return address;
  }

  GoNode any() {
    return validators.getFirst();
  }

  List<GoNode> validators() {
    return validators;
  }

  String addresses() {
    return validators.stream().map(NodeProcess::peerAddress).collect(Collectors.joining(","));
  }

  /// Wait for a height, while transactions are sent.
  void growTo(long height) {
    // Before that v0.40 takes no transactions.
    Await.until(QUICK, "there is a block", () -> any().rpc().height() >= 1);
    int sent = 0;
    while (any().rpc().height() < height) {
      send("key" + sent % 50 + "=value" + sent++);
      Await.pause(Duration.ofMillis(50));
    }
  }

  void send(String tx) {
    String quoted = URLEncoder.encode('"' + tx + '"', StandardCharsets.UTF_8);
    var _ = any().rpc().result("/broadcast_tx_sync?tx=" + quoted);
  }

  /// Has every validator dial a node and keep to it.
  void dial(CometJNode node) {
    String peers = URLEncoder.encode("[\"" + node.peerAddress() + "\"]", StandardCharsets.UTF_8);
    validators.forEach(validator -> {
      var _ = validator.rpc().result("/dial_peers?persistent=true&peers=" + peers);
    });
  }

  /// Our node, which knows the validators and makes no blocks.
  CometJNode ours() {
    return ours("ours", homes.get(homes.size() - 2));
  }

  /// A second one, where there is no fresh Go node.
  CometJNode alsoOurs() {
    return ours("also-ours", homes.getLast());
  }

  private CometJNode ours(String name, Path home) {
    CometJNode node = scenario.cometj(name, home);
    node.config()
        .set("p2p.addr_book_strict", false)
        .set("p2p.allow_duplicate_ip", true)
        .set("p2p.pex", false)
        .set("p2p.persistent_peers", addresses())
        .set("proxy_app", "persistent_kvstore");
    giveApplication(node, name);
    return node;
  }

  /// A fresh Go node that knows nobody but ours.
  GoNode fresh(CometJNode ours) {
    GoNode node = scenario.go(version, "fresh", homes.getLast()).configured();
    node.config().set("p2p.persistent_peers", ours.peerAddress()).set("p2p.pex", false);
    giveApplication(node, "fresh");
    return node;
  }

  static void awaitHeight(NodeProcess node, long height) {
    Await.until(
        LONG,
        node + " has block " + height,
        () -> node.rpc().height() >= height,
        () -> node.process().tail(40));
  }

  static JsonNode block(NodeProcess node, long height) {
    return node.rpc().result("/block?height=" + height);
  }

  static void assertSameBlocks(NodeProcess one, NodeProcess other, long from, long to) {
    for (long height = from; height <= to; height++) {
      JsonNode block = block(one, height);
      assertThat(block.path("block").path("header").path("app_hash").asString()).isNotNull();
      assertThat(block).as("block %d", height).isEqualTo(block(other, height));
    }
  }
}
