package dev.cometj.chain.service;

import dev.cometj.chain.Tx;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;

/// The service that shows which transactions wait for a block; the reading half of Go's `Mempool` of
/// `mempool/mempool.go`.
///
/// Calls may be made from any thread and return at once; stages end on any thread.
public interface WaitingTxs {
  /// Give the transactions that wait longest.
  ///
  /// @param limit how many at most, or -1 for all
  /// @return a stage with the transactions, in the order of their arrival
  CompletionStage<List<Tx>> first(int limit);

  /// Count what waits.
  ///
  /// @return the latest numbers
  Count count();

  /// Be told when there are transactions for a block: once for each height, as soon as there is one; Go's
  /// `TxsAvailable`.
  ///
  /// @param listener gets the height of the last committed block; it must not block, and runs on any thread
  void onAvailable(LongConsumer listener);

  /// Forget all transactions, and which ones were seen (`unsafe_flush_mempool`).
  ///
  /// @return a stage that ends when that is done
  CompletionStage<Void> clear();

  /// How much waits.
  ///
  /// @param txs how many transactions
  /// @param bytes how many bytes they have together
  record Count(int txs, long bytes) {}
}
