package dev.cometj.chain.service;

import dev.cometj.chain.Tx;
import dev.cometj.wire.abci.ResponseCheckTx;
import java.util.concurrent.CompletionStage;

/// The service that takes transactions of clients into the mempool; `CheckTx` of Go's `mempool/mempool.go`, as
/// `rpc/core/mempool.go` calls it.
@FunctionalInterface
public interface TxIntake {
  /// Submit a transaction. May be called from any thread and returns at once.
  ///
  /// @param tx the transaction
  /// @return what comes of it
  Submission submit(Tx tx);

  /// What comes of a transaction. Both stages end on any thread, and fail with [TxRefusedException] only; a failure of
  /// the first is one of the second, too.
  ///
  /// @param accepted ends when the transaction is on its way to the application: what `broadcast_tx_async` waits for
  /// @param verdict ends with the application's answer, whose code is other than 0 if the transaction was refused; it
  ///     waits for a block if the code is 0
  record Submission(CompletionStage<Void> accepted, CompletionStage<ResponseCheckTx> verdict) {}
}
