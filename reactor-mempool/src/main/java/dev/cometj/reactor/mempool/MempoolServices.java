package dev.cometj.reactor.mempool;

import dev.cometj.chain.Tx;
import dev.cometj.chain.service.CommittedTxs;
import dev.cometj.chain.service.TxIntake;
import dev.cometj.chain.service.TxPool;
import dev.cometj.chain.service.TxRefusedException;
import dev.cometj.chain.service.TxRefusedException.Reason;
import dev.cometj.chain.service.WaitingTxs;
import dev.cometj.reactor.mempool.pool.Asker;
import dev.cometj.reactor.mempool.pool.HashedTx;
import dev.cometj.reactor.mempool.pool.ListMempool;
import dev.cometj.reactor.mempool.pool.TxKey;
import dev.cometj.reactor.mempool.pool.TxSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// What the rest of the node sees of the mempool. Calls come from any thread and go on in the reactor's mailbox; what is
/// expensive and pure is done before.
final class MempoolServices implements TxPool, TxIntake, WaitingTxs {
  private final ListMempool pool;
  private final Executor computation;
  private final TxSource clients = TxSource.ofClients();
  private volatile boolean stopped;

  MempoolServices(ListMempool pool, Executor computation) {
    this.pool = pool;
    this.computation = computation;
  }

  /// Answer every later call at once, since the closed mailbox never would. Clients are refused; a block that is being
  /// committed is not held up.
  void stop() {
    stopped = true;
  }

  private <T> CompletionStage<T> ask(Consumer<CompletableFuture<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    pool.inlet()
        .put(() -> {
          try {
            question.accept(answer);
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
            throw e;
          }
        });
    return answer.minimalCompletionStage();
  }

  private static TxRefusedException notRunning() {
    return new TxRefusedException(Reason.STOPPED, "the mempool is not running");
  }

  @Override
  public Submission submit(Tx tx) {
    Asker asker = Asker.waiting();
    if (stopped) {
      asker.refuse(notRunning());
    } else {
      HashedTx hashed = HashedTx.of(tx);
      pool.inlet().put(() -> pool.offer(hashed, clients, asker));
    }
    return asker.submission();
  }

  @Override
  public CompletionStage<List<Tx>> reap(long maxBytes, long maxGas) {
    return stopped
        ? CompletableFuture.completedStage(List.of())
        : ask(answer -> pool.reap(maxBytes, maxGas, answer));
  }

  @Override
  public CompletionStage<Void> lock() {
    return stopped ? CompletableFuture.completedStage(null) : ask(pool::lock);
  }

  @Override
  public CompletionStage<Void> update(CommittedTxs committed) {
    if (stopped) {
      return CompletableFuture.completedStage(null);
    }
    CompletableFuture<List<TxKey>> keys = new CompletableFuture<>();
    computation.execute(
        () -> keys.complete(committed.txs().stream().map(tx -> TxKey.of(tx.bytes())).toList()));
    return keys.thenCompose(each -> ask(answer -> update(committed, each, answer)));
  }

  private void update(CommittedTxs committed, List<TxKey> keys, CompletableFuture<Void> answer) {
    if (pool.update(committed, keys)) {
      answer.complete(null);
    } else {
      answer.completeExceptionally(
          new IllegalStateException("the mempool takes blocks over while it is locked only"));
    }
  }

  @Override
  public void unlock() {
    pool.inlet().put(pool::unlock);
  }

  @Override
  public CompletionStage<List<Tx>> first(int limit) {
    return stopped
        ? CompletableFuture.failedStage(notRunning())
        : ask(answer -> answer.complete(pool.first(limit)));
  }

  @Override
  public Count count() {
    return pool.count();
  }

  @Override
  public void onAvailable(LongConsumer listener) {
    pool.inlet().put(() -> pool.onAvailable(listener));
  }

  @Override
  public CompletionStage<Void> clear() {
    return stopped
        ? CompletableFuture.failedStage(notRunning())
        : ask(answer -> {
          pool.clear();
          answer.complete(null);
        });
  }
}
