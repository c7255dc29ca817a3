package dev.cometj.reactor.mempool.pool;

import dev.cometj.chain.service.TxIntake.Submission;
import dev.cometj.chain.service.TxRefusedException;
import dev.cometj.wire.abci.ResponseCheckTx;
import java.util.concurrent.CompletableFuture;

/// A client that waits for what comes of its transaction.
///
/// @param accepted ends when the transaction is taken into the lines
/// @param verdict ends with the application's answer
public record Asker(CompletableFuture<Void> accepted, CompletableFuture<ResponseCheckTx> verdict) {
  /// Make one that nobody has answered.
  ///
  /// @return an asker
  public static Asker waiting() {
    return new Asker(new CompletableFuture<>(), new CompletableFuture<>());
  }

  /// Give the client's side.
  ///
  /// @return both stages, which the client cannot complete
  public Submission submission() {
    return new Submission(accepted.minimalCompletionStage(), verdict.minimalCompletionStage());
  }

  /// Tell the client that the transaction is not taken.
  ///
  /// @param refusal why
  public void refuse(TxRefusedException refusal) {
    accepted.completeExceptionally(refusal);
    verdict.completeExceptionally(refusal);
  }
}
