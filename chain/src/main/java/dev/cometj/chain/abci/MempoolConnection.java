package dev.cometj.chain.abci;

import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.ResponseCheckTx;
import java.util.concurrent.CompletionStage;

/// The mempool connection; Go's `AppConnMempool`. Order, threads and failures are those of [ConsensusConnection].
///
/// Calls are pipelined, however many there are: it is the caller who bounds how many may be unanswered.
public interface MempoolConnection {
  /// Check a transaction.
  ///
  /// @param request the transaction
  /// @return a stage with the verdict
  CompletionStage<ResponseCheckTx> checkTx(RequestCheckTx request);

  /// Wait until the application has answered every call made on this connection so far.
  ///
  /// @return a stage that ends then
  CompletionStage<Void> flush();
}
