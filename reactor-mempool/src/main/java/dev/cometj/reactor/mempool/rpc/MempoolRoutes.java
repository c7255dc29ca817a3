package dev.cometj.reactor.mempool.rpc;

import dev.cometj.chain.ChainException;
import dev.cometj.chain.Tx;
import dev.cometj.chain.json.AbciJson;
import dev.cometj.chain.json.JsonObject;
import dev.cometj.chain.service.TxIntake.Submission;
import dev.cometj.chain.service.WaitingTxs.Count;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.RpcRoutes;
import dev.cometj.reactor.mempool.rpc.CommitWatch.Committed;
import dev.cometj.reactor.mempool.rpc.CommitWatch.Waiting;
import dev.cometj.wire.abci.ExecTxResult;
import dev.cometj.wire.abci.ResponseCheckTx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The routes of the mempool, with the names and parameters of `rpc/core/routes.go`. Only `broadcast_tx_sync`, which is asked
/// most, is not waited for in a thread.
final class MempoolRoutes implements RpcRoutes {
  private static final Parameter TX = new Parameter("tx", Kind.BYTES);
  private static final int USUAL_LIMIT = 30;
  private static final int LARGEST_LIMIT = 100;

  private final Supplier<PoolServices> services;
  private final RpcLimits limits;
  private final CommitWatch watch;

  MempoolRoutes(Supplier<PoolServices> services, RpcLimits limits, CommitWatch watch) {
    this.services = services;
    this.limits = limits;
    this.watch = watch;
  }

  @Override
  public List<Route> routes() {
    List<Route> safe =
        List.of(
            Route.of("broadcast_tx_async", arguments -> async(tx(arguments)), TX),
            Route.later("broadcast_tx_sync", arguments -> sync(tx(arguments)), TX),
            Route.of("broadcast_tx_commit", arguments -> commit(tx(arguments)), TX),
            Route.of("unconfirmed_txs", this::unconfirmed, new Parameter("limit", Kind.COUNT)),
            Route.of("num_unconfirmed_txs", _ -> counted()));
    return limits.hasUnsafe()
        ? Stream.concat(safe.stream(), Stream.of(Route.of("unsafe_flush_mempool", _ -> flush())))
            .toList()
        : safe;
  }

  private static Tx tx(Arguments arguments) {
    return new Tx(Bytes.wrap(arguments.bytes("tx")));
  }

  private String async(Tx tx) {
    var _ = await(services.get().intake().submit(tx).accepted(), Function.identity());
    return broadcast(tx.hash(), ResponseCheckTx.getDefaultInstance());
  }

  /// The verdict may come in the reactor's mailbox, so what depends on the transaction's size is done before.
  private CompletionStage<String> sync(Tx tx) {
    Bytes hash = tx.hash();
    CompletableFuture<String> answer = new CompletableFuture<>();
    services
        .get()
        .intake()
        .submit(tx)
        .verdict()
        .whenComplete((verdict, failure) -> {
          if (failure == null) {
            answer.complete(broadcast(hash, verdict));
          } else {
            answer.completeExceptionally(told(failure, Function.identity()));
          }
        });
    return answer;
  }

  private static String broadcast(Bytes hash, ResponseCheckTx verdict) {
    return JsonObject.of(out ->
        out.number("code", Integer.toUnsignedLong(verdict.getCode()))
            .hex("data", Bytes.wrap(verdict.getData().toByteArray()))
            .text("log", verdict.getLog())
            .text("codespace", verdict.getCodespace())
            .hex("hash", hash));
  }

  /// The watch begins before the transaction is submitted: a block may be quicker than this thread.
  private String commit(Tx tx) {
    PoolServices pool = services.get();
    if (pool.blocks().isEmpty()) {
      throw new P2pException(
          "this node executes no blocks, so it does not see transactions committed");
    }
    Waiting waiting = watch.add(tx);
    try {
      Submission submission = pool.intake().submit(tx);
      ResponseCheckTx verdict =
          await(submission.verdict(), message -> "error on broadcastTxCommit: " + message);
      Committed committed =
          verdict.getCode() == 0
              ? await(waiting)
              : new Committed(0, ExecTxResult.getDefaultInstance());
      return JsonObject.of(out ->
          out.object("check_tx", check -> AbciJson.write(check, verdict))
              .object("tx_result", result -> AbciJson.write(result, committed.result()))
              .hex("hash", tx.hash())
              .quoted("height", committed.height()));
    } finally {
      watch.remove(waiting);
    }
  }

  private Committed await(Waiting waiting) {
    try {
      return waiting.committed().get(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new P2pException("timed out waiting for tx to be included in a block", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a block does not fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new P2pException("the node is stopping", e);
    }
  }

  private static <T> T await(CompletionStage<T> stage, Function<String, String> words) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw told(e.getCause(), words);
    }
  }

  /// What a client is told of a failure: why the transaction was refused, or that the node failed.
  private static RuntimeException told(
      @Nullable Throwable failure, Function<String, String> words) {
    return switch (failure) {
      case CompletionException e when e.getCause() != null -> told(e.getCause(), words);
      case ChainException refusal ->
          new P2pException(words.apply(String.valueOf(refusal.getMessage())), refusal);
      case null, default -> new CompletionException(failure);
    };
  }

  private String unconfirmed(Arguments arguments) {
    long given = arguments.number("limit").orElse(USUAL_LIMIT);
    int limit = given < 1 ? USUAL_LIMIT : (int) Math.min(given, LARGEST_LIMIT);
    List<Tx> txs = await(services.get().waiting().first(limit), Function.identity());
    Count count = services.get().waiting().count();
    return JsonObject.of(out ->
        out.quoted("n_txs", txs.size())
            .quoted("total", count.txs())
            .quoted("total_bytes", count.bytes())
            .values("txs", txs, tx -> JsonObject.base64(tx.bytes())));
  }

  private String flush() {
    await(services.get().waiting().clear(), Function.identity());
    return "{}";
  }

  private String counted() {
    Count count = services.get().waiting().count();
    return JsonObject.of(out ->
        out.quoted("n_txs", count.txs())
            .quoted("total", count.txs())
            .quoted("total_bytes", count.bytes())
            .absent("txs"));
  }
}
