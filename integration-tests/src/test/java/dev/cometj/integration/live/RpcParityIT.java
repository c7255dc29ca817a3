package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What our node tells of a chain that it has synced, beside what the original's validator tells of the same chain: the
/// same bytes, but for what is listed here with its reason.
@Tag("live")
@ExtendWith(Scenarios.class)
class RpcParityIT {
  private static final int HEIGHTS = 10;

  /// Texts that are a parser's own: the place of an error in JSON or base64.
  private static final String PARSERS_OWN =
      "(arguments: )(invalid character|unexpected end of JSON|invalid JSON|illegal base64).*?\"}}";

  /// The newest height of a node stands in its refusals of later ones; the nodes are not equally far.
  private static final String NEWEST = "current blockchain height \\d+";

  private static String comparable(String body) {
    return body.replaceAll(PARSERS_OWN, "$1\"}}").replaceAll(NEWEST, "newest height");
  }

  private static String quoted(String text) {
    return URLEncoder.encode('"' + text + '"', StandardCharsets.UTF_8);
  }

  /// A chain with transactions of several kinds: taken, refused by the application, and a new validator.
  private static GoNode chain(Scenario scenario) {
    GoNode theirs = scenario.go(GoVersion.V0_38, "theirs");
    theirs.config().set("consensus.timeout_commit", "300ms");
    theirs.start();
    Await.until(Duration.ofSeconds(30), "there is a block", () -> theirs.rpc().height() >= 1);
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    for (String tx : List.of("name=<satoshi> & é", "b:c", "val=ed25519!" + key + "!1", "x=")) {
      var _ = theirs.rpc().text("/broadcast_tx_sync?tx=" + quoted(tx));
    }
    Await.until(
        Duration.ofSeconds(60),
        "there are enough blocks",
        () -> theirs.rpc().height() >= HEIGHTS + 3);
    return theirs;
  }

  private static CometJNode synced(Scenario scenario, GoNode theirs) throws IOException {
    CometJNode ours = scenario.cometj("ours").init().withChain();
    Files.copy(
        theirs.file("config/genesis.json"),
        ours.file("config/genesis.json"),
        StandardCopyOption.REPLACE_EXISTING);
    ours.config().set("p2p.persistent_peers", theirs.peerAddress()).set("proxy_app", "kvstore");
    ours.start();
    Await.until(
        Duration.ofSeconds(60),
        "our node has the blocks",
        () -> ours.rpc().height() > HEIGHTS,
        () -> ours.process().tail(40));
    return ours;
  }

  private static List<String> paths(GoNode theirs) {
    List<String> paths = new ArrayList<>();
    for (String route :
        List.of("block", "block_results", "commit", "header", "validators", "consensus_params")) {
      for (String height :
          List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", Integer.toString(HEIGHTS))) {
        paths.add("/" + route + "?height=" + height);
      }
      for (String height :
          List.of(
              "0",
              "-1",
              "999999",
              quoted("3"),
              quoted("x"),
              "x",
              "0x05",
              "1.5",
              "9999999999999999999")) {
        paths.add("/" + route + "?height=" + height);
      }
    }
    JsonNode block = theirs.rpc().result("/block?height=5").path("block_id");
    String hash = block.path("hash").asString();
    String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hash));
    for (String value :
        List.of(
            "0x" + hash,
            "0x" + hash.toLowerCase(java.util.Locale.ROOT),
            "0x00",
            "0x0",
            "0xzz",
            quoted(base64),
            hash,
            "")) {
      paths.add("/block_by_hash?hash=" + value);
      paths.add("/header_by_hash?hash=" + value);
    }
    paths.addAll(
        List.of(
            "/genesis",
            "/genesis_chunked",
            "/genesis_chunked?chunk=0",
            "/genesis_chunked?chunk=1",
            "/genesis_chunked?chunk=-1",
            "/validators?height=5&page=1&per_page=1",
            "/validators?height=5&page=2&per_page=1",
            "/validators?height=5&page=0",
            "/validators?height=5&page=3",
            "/validators?height=5&per_page=0",
            "/validators?height=5&per_page=1000",
            "/validators?height=5&page=x",
            "/blockchain?minHeight=-1",
            "/blockchain?minHeight=5&maxHeight=4",
            "/check_tx?tx=" + quoted("a=b"),
            "/check_tx?tx=" + quoted("nonsense"),
            "/check_tx?tx=0x613d62",
            "/check_tx?tx=abc",
            "/check_tx",
            "/nowhere",
            "/block/"));
    return paths;
  }

  @Test
  @DisplayName("every route answers every height and every kind of argument as the original does")
  void sameAnswers(Scenario scenario) throws IOException {
    GoNode theirs = chain(scenario);
    CometJNode ours = synced(scenario, theirs);

    SoftAssertions all = new SoftAssertions();
    for (String path : paths(theirs)) {
      all.assertThat(comparable(ours.rpc().text(path)))
          .as(path)
          .isEqualTo(comparable(theirs.rpc().text(path)));
    }
    all.assertAll();
  }

  @Test
  @DisplayName("JSON-RPC, alone and in batches, is answered as the original does")
  void samePosts(Scenario scenario) throws IOException {
    GoNode theirs = chain(scenario);
    CometJNode ours = synced(scenario, theirs);

    String call = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"%s\",\"params\":%s}";
    List<String> bodies = new ArrayList<>();
    for (String params :
        List.of(
            "{\"height\":\"5\"}",
            "[\"5\"]",
            "{\"height\":5}",
            "[5]",
            "[]",
            "{\"height\":\"0\"}",
            "[\"x\"]",
            "7")) {
      bodies.add(call.formatted("1", "block", params));
    }
    bodies.add(
        call.formatted(
            "\"id\"", "validators", "{\"height\":\"4\",\"page\":\"1\",\"per_page\":\"10\"}"));
    bodies.add(call.formatted("3", "blockchain", "{\"minHeight\":\"2\",\"maxHeight\":\"4\"}"));
    bodies.add(call.formatted("4", "check_tx", "{\"tx\":\"YT1i\"}"));
    bodies.add(call.formatted("4", "check_tx", "{\"tx\":\"YT1\"}"));
    bodies.add(call.formatted("5", "header", "{\"height\":\"6\"}"));
    bodies.add("[" + String.join(",", bodies.subList(0, 6)) + "]");
    bodies.add(
        call.formatted(
            "6", "abci_query", "{\"path\":\"\",\"data\":\"78\",\"prove\":true,\"height\":\"1\"}"));

    SoftAssertions all = new SoftAssertions();
    for (String body : bodies) {
      all.assertThat(withoutProgress(ours.rpc().post(body)))
          .as(body)
          .isEqualTo(withoutProgress(theirs.rpc().post(body)));
    }
    all.assertAll();
  }

  /// The newest height is told by some answers besides what was asked for.
  private static String withoutProgress(String body) {
    return comparable(body)
        .replaceAll("\"last_height\":\"\\d+\"", "\"last_height\":\"\"")
        .replaceAll("\"proofOps\":null,\"height\":\"\\d+\"", "\"proofOps\":null,\"height\":\"\"");
  }

  @Test
  @DisplayName(
      "what changes with each block has the original's members, of its types, and agrees with the heights")
  void newest(Scenario scenario) throws IOException {
    GoNode theirs = chain(scenario);
    CometJNode ours = synced(scenario, theirs);

    SoftAssertions all = new SoftAssertions();
    for (String path :
        List.of(
            "/status",
            "/abci_info",
            "/block",
            "/header",
            "/commit",
            "/block_results",
            "/validators",
            "/consensus_params",
            "/blockchain",
            "/abci_query?data=" + quoted("name"),
            "/num_unconfirmed_txs",
            "/unconfirmed_txs")) {
      all.assertThat(shape(ours.rpc().text(path)))
          .as(path)
          .isEqualTo(shape(theirs.rpc().text(path)));
    }
    all.assertAll();
    JsonNode status = ours.rpc().result("/status");
    JsonNode sync = status.path("sync_info");
    JsonNode last =
        theirs.rpc().result("/block?height=" + sync.path("latest_block_height").asString());
    assertThat(sync.path("latest_block_hash")).isEqualTo(last.path("block_id").path("hash"));
    assertThat(sync.path("latest_app_hash"))
        .isEqualTo(last.path("block").path("header").path("app_hash"));
    assertThat(sync.path("earliest_block_height").asString()).isEqualTo("1");
    assertThat(status.path("validator_info").path("voting_power").asString()).isEqualTo("0");
  }

  private static Map<String, String> shape(String json) {
    var members = new TreeMap<String, String>();
    collect("", JsonMapper.shared().readTree(json), members);
    return members;
  }

  /// Elements of arrays are left out: there may be none of them.
  private static void collect(String path, JsonNode node, Map<String, String> members) {
    members.put(path, node.getNodeType().name());
    for (var member : node.properties()) {
      collect(path + '/' + member.getKey(), member.getValue(), members);
    }
  }
}
