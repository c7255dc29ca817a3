package dev.cometj.reactor.mempool.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.Commit;
import dev.cometj.chain.Data;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.Header;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Tx;
import dev.cometj.chain.json.JsonObject;
import dev.cometj.chain.service.AppliedBlock;
import dev.cometj.chain.service.TxIntake;
import dev.cometj.chain.service.TxRefusedException;
import dev.cometj.chain.service.WaitingTxs;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.RpcRoutes.Arguments;
import dev.cometj.p2p.spi.RpcRoutes.Route;
import dev.cometj.wire.abci.Event;
import dev.cometj.wire.abci.ExecTxResult;
import dev.cometj.wire.abci.ResponseCheckTx;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every expected answer of the golden file was given by v0.38.26, whose mempool was scripted like the one here.
class MempoolRoutesTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final CommitWatch watch = new CommitWatch(2);

  /// Holds three transactions, and commits each one that it takes.
  private final class Pool implements TxIntake, WaitingTxs {
    private final List<Tx> waiting = List.of(tx("one"), tx(""), new Tx(Bytes.fromHex("ff")));
    private final boolean commits;
    private boolean isCleared;

    Pool(boolean commits) {
      this.commits = commits;
    }

    @Override
    public Submission submit(Tx tx) {
      if (tx.equals(tx("known"))) {
        TxRefusedException refusal =
            new TxRefusedException(
                TxRefusedException.Reason.ALREADY_SEEN, "tx already exists in cache");
        CompletableFuture<ResponseCheckTx> failed = CompletableFuture.failedFuture(refusal);
        return new Submission(
            CompletableFuture.failedStage(refusal), failed.minimalCompletionStage());
      }
      if (commits) {
        watch.applied(block(9, tx("before"), tx));
      }
      return new Submission(
          CompletableFuture.completedStage(null), CompletableFuture.completedStage(verdict(tx)));
    }

    @Override
    public CompletionStage<List<Tx>> first(int limit) {
      return CompletableFuture.completedStage(waiting.subList(0, Math.min(limit, waiting.size())));
    }

    @Override
    public Count count() {
      return new Count(3, 4);
    }

    @Override
    public void onAvailable(LongConsumer listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> clear() {
      isCleared = true;
      return CompletableFuture.completedStage(null);
    }
  }

  private static Tx tx(String text) {
    return new Tx(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static ResponseCheckTx verdict(Tx tx) {
    ResponseCheckTx.Builder verdict = ResponseCheckTx.newBuilder().setGasWanted(1);
    if (!tx.bytes().isEmpty() && tx.bytes().at(0) == 'x') {
      verdict
          .setCode(5)
          .setData(ByteString.copyFrom(new byte[] {9}))
          .setLog("bad")
          .setInfo("i")
          .setGasUsed(2)
          .addEvents(Event.newBuilder().setType("e"))
          .setCodespace("space");
    }
    return verdict.build();
  }

  private static AppliedBlock block(long height, Tx... txs) {
    Header header =
        new Header(
            BlockVersion.of(0),
            "chain",
            height,
            Timestamp.EPOCH,
            BlockId.NIL,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY,
            Bytes.EMPTY);
    ResponseFinalizeBlock.Builder response = ResponseFinalizeBlock.newBuilder();
    for (int i = 0; i < txs.length - 1; i++) {
      response.addTxResults(ExecTxResult.getDefaultInstance());
    }
    response.addTxResults(
        ExecTxResult.newBuilder()
            .setCode(2)
            .setData(ByteString.copyFrom(new byte[] {7}))
            .setGasUsed(3));
    return new AppliedBlock(
        Block.of(header, new Data(List.of(txs)), EvidenceList.EMPTY, Commit.EMPTY),
        BlockId.NIL,
        response.build(),
        List.of());
  }

  private MempoolRoutes routes(boolean commits, boolean executes, Duration patience) {
    Pool pool = new Pool(commits);
    PoolServices services =
        new PoolServices(pool, pool, executes ? Optional.of(_ -> () -> {}) : Optional.empty());
    return new MempoolRoutes(() -> services, new RpcLimits(2, patience, false), watch);
  }

  private static String ask(MempoolRoutes routes, String name, Arguments arguments) {
    Route route =
        routes.routes().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    return route.action().answer(arguments);
  }

  private static Arguments arguments(Map<String, String> given) {
    return name -> Optional.ofNullable(given.get(name));
  }

  private static Arguments transaction(String text) {
    return arguments(Map.of("tx", tx(text).bytes().toHex()));
  }

  private static String body(MempoolRoutes routes, JsonNode asked) {
    Arguments arguments =
        name -> Optional.ofNullable(asked.path("arguments").get(name)).map(JsonNode::asString);
    try {
      String result = ask(routes, asked.path("route").asString(), arguments);
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
      "transactions are taken, refused, committed and listed byte for byte as the original tells")
  Stream<DynamicTest> golden() throws Exception {
    JsonNode answers;
    try (InputStream in = MempoolRoutesTest.class.getResourceAsStream("/golden/rpc-mempool.json")) {
      answers = JsonMapper.shared().readTree(in).path("answers");
    }
    assertThat(answers).isNotEmpty();
    MempoolRoutes routes = routes(true, true, LONG);
    return answers.values().stream()
        .map(answer ->
            DynamicTest.dynamicTest(
                answer.path("route").asString() + " " + answer.path("arguments"),
                () -> assertThat(body(routes, answer)).isEqualTo(answer.path("body").asString())));
  }

  @Test
  @DisplayName("a transaction that comes into no block in time is the original's error")
  void timeout() {
    MempoolRoutes routes = routes(false, true, Duration.ofMillis(1));
    for (int i = 0; i < 5; i++) {
      assertThatExceptionOfType(P2pException.class)
          .isThrownBy(() -> ask(routes, "broadcast_tx_commit", transaction("good")))
          .withMessage("timed out waiting for tx to be included in a block");
    }
  }

  @Test
  @DisplayName("as many clients may wait for a block as max_subscription_clients says")
  void limit() {
    watch.add(tx("a"));
    var second = watch.add(tx("b"));
    MempoolRoutes routes = routes(true, true, LONG);
    assertThatExceptionOfType(P2pException.class)
        .isThrownBy(() -> ask(routes, "broadcast_tx_commit", transaction("good")))
        .withMessage("max_subscription_clients 2 reached");
    watch.remove(second);
    assertThat(ask(routes, "broadcast_tx_commit", transaction("good")))
        .endsWith("\"height\":\"9\"}");
  }

  @Test
  @DisplayName("everybody who waits for the same transaction is told of it")
  void sameTransaction() {
    var one = watch.add(tx("a"));
    var other = watch.add(tx("a"));
    watch.applied(block(4, tx("b"), tx("c")));
    assertThat(one.committed()).isNotDone();
    watch.applied(block(5, tx("a")));
    assertThat(one.committed()).isCompletedWithValueMatching(seen -> seen.height() == 5);
    assertThat(other.committed()).isCompletedWithValueMatching(seen -> seen.height() == 5);
  }

  @Test
  @DisplayName("a node that executes no blocks does not wait for one")
  void noBlocks() {
    MempoolRoutes routes = routes(true, false, LONG);
    assertThatExceptionOfType(P2pException.class)
        .isThrownBy(() -> ask(routes, "broadcast_tx_commit", transaction("good")))
        .withMessageContaining("executes no blocks");
    assertThat(ask(routes, "broadcast_tx_sync", transaction("good"))).startsWith("{\"code\":0,");
  }

  @Test
  @DisplayName("the mempool is flushed over RPC only where rpc.unsafe allows it")
  void flush() {
    Pool pool = new Pool(false);
    PoolServices services = new PoolServices(pool, pool, Optional.empty());
    MempoolRoutes unsafe = new MempoolRoutes(() -> services, new RpcLimits(2, LONG, true), watch);

    assertThat(routes(false, false, LONG).routes())
        .extracting(Route::name)
        .doesNotContain("unsafe_flush_mempool");
    assertThat(ask(unsafe, "unsafe_flush_mempool", arguments(Map.of()))).isEqualTo("{}");
    assertThat(pool.isCleared).isTrue();
  }
}
