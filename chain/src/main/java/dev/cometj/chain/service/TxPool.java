package dev.cometj.chain.service;

import dev.cometj.chain.Tx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The service of the mempool: transactions that wait for a block; what the executor uses of Go's `Mempool` of
/// `mempool/mempool.go`.
///
/// Calls may be made from any thread and return at once; stages end on any thread.
public interface TxPool {
  /// Give transactions for a proposal, in their order, without removing them.
  ///
  /// @param maxBytes the most bytes they may take in a block, or -1 for any number
  /// @param maxGas the most gas they may want together, or -1 for any amount
  /// @return a stage with the transactions
  CompletionStage<List<Tx>> reap(long maxBytes, long maxGas);

  /// Stop checking transactions while the application commits: nothing is asked of it any more until [#unlock].
  ///
  /// @return a stage that ends when the application has answered all that was asked before; if it fails, nothing is
  ///     locked
  CompletionStage<Void> lock();

  /// Take over a committed block, while locked: its transactions go, and the limits of the next block count.
  ///
  /// @param committed the block's transactions and the new limits
  /// @return a stage that ends when that is done; what is checked again may go on afterwards
  CompletionStage<Void> update(CommittedTxs committed);

  /// Go on checking transactions. Called once for each [#lock] whose stage ended, also if the commit failed.
  void unlock();

  /// Give a pool that never has a transaction, for nodes without mempool and for the replay at the start.
  ///
  /// @return the empty pool
  static TxPool empty() {
    return new TxPool() {
      @Override
      public CompletionStage<List<Tx>> reap(long maxBytes, long maxGas) {
        return CompletableFuture.completedStage(List.of());
      }

      @Override
      public CompletionStage<Void> lock() {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public CompletionStage<Void> update(CommittedTxs committed) {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public void unlock() {}
    };
  }
}
