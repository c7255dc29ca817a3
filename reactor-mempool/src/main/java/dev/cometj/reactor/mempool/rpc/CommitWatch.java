package dev.cometj.reactor.mempool.rpc;

import dev.cometj.chain.Tx;
import dev.cometj.chain.service.AppliedBlock;
import dev.cometj.p2p.P2pException;
import dev.cometj.wire.abci.ExecTxResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Clients that wait until their transaction is in a block. Safe for any thread.
final class CommitWatch {
  private final int limit;
  private final List<Waiting> all = new ArrayList<>();

  CommitWatch(int limit) {
    this.limit = limit;
  }

  /// What became of a transaction.
  ///
  /// @param height the height of its block
  /// @param result its result
  record Committed(long height, ExecTxResult result) {}

  /// One client that waits.
  ///
  /// @param tx its transaction
  /// @param committed ends when that is in a block
  record Waiting(Tx tx, CompletableFuture<Committed> committed) {}

  /// Lets a client wait.
  ///
  /// @throws P2pException if too many do
  synchronized Waiting add(Tx tx) {
    if (all.size() >= limit) {
      throw new P2pException("max_subscription_clients %d reached".formatted(limit));
    }
    Waiting waiting = new Waiting(tx, new CompletableFuture<>());
    all.add(waiting);
    return waiting;
  }

  synchronized void remove(Waiting waiting) {
    all.remove(waiting); // two of the same transaction differ in their futures
  }

  private synchronized List<Waiting> snapshot() {
    return List.copyOf(all);
  }

  /// Takes over a block that was executed.
  void applied(AppliedBlock applied) {
    List<Waiting> waiting = snapshot();
    List<Tx> txs = waiting.isEmpty() ? List.of() : applied.block().data().txs();
    for (int i = 0; i < txs.size() && i < applied.response().getTxResultsCount(); i++) {
      Tx tx = txs.get(i);
      Committed committed =
          new Committed(applied.block().height(), applied.response().getTxResults(i));
      for (Waiting client : waiting) {
        if (client.tx().equals(tx)) {
          client.committed().complete(committed);
        }
      }
    }
  }
}
