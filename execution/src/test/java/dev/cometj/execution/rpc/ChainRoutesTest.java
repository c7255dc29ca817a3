package dev.cometj.execution.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cometj.chain.json.JsonObject;
import dev.cometj.crypto.PublicKey;
import dev.cometj.execution.store.Stores;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.RpcRoutes.Arguments;
import dev.cometj.p2p.spi.RpcRoutes.Route;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Every expected answer was given by v0.38.26 about the same chain, unless said otherwise.
class ChainRoutesTest {
  private static Route route(ChainRoutes routes, String name) {
    return routes.routes().stream()
        .filter(route -> route.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no route " + name));
  }

  private static Arguments arguments(JsonNode given) {
    return name -> Optional.ofNullable(given.get(name)).map(JsonNode::asString);
  }

  private static Arguments arguments(Map<String, String> given) {
    return name -> Optional.ofNullable(given.get(name));
  }

  /// The answer as it is sent.
  private static String body(ChainRoutes routes, JsonNode asked) {
    Arguments arguments = arguments(asked.path("arguments"));
    try {
      String result = route(routes, asked.path("route").asString()).action().answer(arguments);
      return JsonObject.of(out -> out.text("jsonrpc", "2.0").raw("id", "-1").raw("result", result));
    } catch (P2pException e) {
      return JsonObject.of(out ->
          out.text("jsonrpc", "2.0")
              .raw("id", "-1")
              .object(
                  "error",
                  error ->
                      error
                          .number("code", -32603)
                          .text("message", "Internal error")
                          .text("data", String.valueOf(e.getMessage()))));
    }
  }

  @TestFactory
  @DisplayName(
      "blocks, states, genesis and application are told byte for byte as the original does")
  Stream<DynamicTest> golden() throws Exception {
    GoldenChain chain = GoldenChain.open();
    ChainSources sources = chain.sources();
    ChainRoutes routes = new ChainRoutes(() -> Optional.of(sources));
    return chain.file().path("answers").values().stream()
        .map(answer ->
            DynamicTest.dynamicTest(
                answer.path("route").asString() + " " + answer.path("arguments"),
                () -> assertThat(body(routes, answer)).isEqualTo(answer.path("body").asString())));
  }

  @Test
  @DisplayName("/status tells the first and the last block, and the power of this node's validator")
  void status() throws Exception {
    GoldenChain chain = GoldenChain.open();
    PublicKey key = chain.stores().states().validators(9).orElseThrow().get(1).publicKey();
    ChainSources sources = chain.sources();
    ChainRoutes routes =
        new ChainRoutes(() ->
            Optional.of(
                new ChainSources(
                    sources.blocks(),
                    sources.states(),
                    sources.application(),
                    sources.genesis(),
                    () -> Optional.of(key),
                    () -> true)));

    String syncInfo = routes.statusMembers().get("sync_info").answer(arguments(Map.of()));
    assertThat(syncInfo)
        .startsWith(
            "{\"latest_block_hash\":\""
                + chain.stores().blocks().meta(8).orElseThrow().blockId().hash()
                + '"')
        .contains(
            "\"latest_block_height\":\"8\",\"latest_block_time\":\"2023-11-14T22:14:40.000005Z\"",
            "\"earliest_block_height\":\"3\",\"earliest_block_time\":\"2023-11-14T22:13:50Z\"")
        .endsWith("\"catching_up\":true}");
    String validatorInfo = routes.statusMembers().get("validator_info").answer(arguments(Map.of()));
    assertThat(validatorInfo)
        .isEqualTo(
            "{\"address\":\"%s\",\"pub_key\":{\"type\":\"tendermint/PubKeyEd25519\",\"value\":\"%s\"},\"voting_power\":\"999\"}"
                .formatted(
                    chain.stores().states().validators(9).orElseThrow().get(1).address(),
                    Base64.getEncoder().encodeToString(key.bytes())));
  }

  @Test
  @DisplayName("before the first block the original tells nothing but zeros")
  void emptyStatus() throws Exception {
    try (Stores stores = Stores.inMemory()) {
      ChainSources sources = GoldenChain.open().sources(stores.blocks(), stores.states());
      ChainRoutes routes = new ChainRoutes(() -> Optional.of(sources));
      assertThat(routes.statusMembers().get("sync_info").answer(arguments(Map.of())))
          .isEqualTo(
              "{\"latest_block_hash\":\"\",\"latest_app_hash\":\"\",\"latest_block_height\":\"0\",\"latest_block_time\":\"1970-01-01T00:00:00Z\","
                  + "\"earliest_block_hash\":\"\",\"earliest_app_hash\":\"\",\"earliest_block_height\":\"0\",\"earliest_block_time\":\"1970-01-01T00:00:00Z\","
                  + "\"catching_up\":false}");
      assertThat(routes.statusMembers().get("validator_info").answer(arguments(Map.of())))
          .isEmpty();
    }
  }

  @Test
  @DisplayName("while the node syncs, validators are known up to the last block only")
  void whileSyncing() throws Exception {
    GoldenChain chain = GoldenChain.open();
    ChainSources ready = chain.sources();
    ChainSources sources =
        new ChainSources(
            ready.blocks(),
            ready.states(),
            ready.application(),
            ready.genesis(),
            Optional::empty,
            () -> true);
    Route validators = route(new ChainRoutes(() -> Optional.of(sources)), "validators");
    assertThat(validators.action().answer(arguments(Map.of())))
        .startsWith("{\"block_height\":\"8\"");
    assertThatExceptionOfType(P2pException.class)
        .isThrownBy(() -> validators.action().answer(arguments(Map.of("height", "9"))))
        .withMessage("height 9 must be less than or equal to the current blockchain height 8");
  }

  @Test
  @DisplayName("a large genesis is given in pieces only")
  void largeGenesis() throws Exception {
    GoldenChain chain = GoldenChain.open();
    GenesisText text = GenesisText.of(chain.genesis(), 100);
    ChainSources ready = chain.sources();
    ChainSources sources =
        new ChainSources(
            ready.blocks(),
            ready.states(),
            ready.application(),
            text,
            Optional::empty,
            () -> false);
    ChainRoutes routes = new ChainRoutes(() -> Optional.of(sources));
    assertThatExceptionOfType(P2pException.class)
        .isThrownBy(() -> route(routes, "genesis").action().answer(arguments(Map.of())))
        .withMessage("genesis response is large, please use the genesis_chunked API instead");
    StringBuilder whole = new StringBuilder();
    for (int i = 0; i < text.pieces(); i++) {
      String piece =
          route(routes, "genesis_chunked")
              .action()
              .answer(arguments(Map.of("chunk", Integer.toString(i))));
      assertThat(piece)
          .startsWith("{\"chunk\":\"%d\",\"total\":\"%d\",".formatted(i, text.pieces()));
      String data = piece.replaceAll(".*\"data\":\"(.*)\"}", "$1");
      whole.append(
          new String(
              Base64.getDecoder().decode(data), java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    assertThat(whole.length()).isEqualTo(chain.genesis().toCompactJson().length);
  }

  @Test
  @DisplayName("a node without chain says so, and tells nothing in /status")
  void withoutChain() {
    ChainRoutes routes = new ChainRoutes(Optional::empty);
    for (Route route : routes.routes()) {
      assertThatExceptionOfType(P2pException.class)
          .as(route.name())
          .isThrownBy(() -> route.action().answer(arguments(Map.of())))
          .withMessage("this node has no chain");
    }
    assertThat(routes.statusMembers().values())
        .allSatisfy(member -> assertThat(member.answer(arguments(Map.of()))).isEmpty());
  }

  @Test
  @DisplayName("what a closed store says reaches the client as the original's internal error")
  void closedStore() throws Exception {
    GoldenChain chain = GoldenChain.open();
    ChainSources sources = chain.sources();
    chain.stores().close();
    ChainRoutes routes = new ChainRoutes(() -> Optional.of(sources));
    assertThatExceptionOfType(P2pException.class)
        .isThrownBy(() -> route(routes, "block").action().answer(arguments(Map.of("height", "5"))));
  }

  @Test
  @DisplayName("caches may keep what a height names, and nothing of the newest block")
  void lasting() {
    ChainRoutes routes = new ChainRoutes(Optional::empty);
    assertThat(
            routes.routes().stream()
                .filter(route -> route.isLasting().test(arguments(Map.of("height", "5"))))
                .map(Route::name))
        .containsExactlyInAnyOrder(
            "block", "block_results", "header", "validators", "consensus_params");
    assertThat(routes.routes()).noneMatch(route -> route.isLasting().test(arguments(Map.of())));
  }
}
