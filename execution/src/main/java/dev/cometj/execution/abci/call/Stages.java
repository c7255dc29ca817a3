package dev.cometj.execution.abci.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Deriving stages without wrapping their failures, so that callers see the exception they are promised.
final class Stages {
  private Stages() {}

  /// A stage that ends with this one, without its value.
  static CompletionStage<Void> map(CompletionStage<?> stage) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    stage.whenComplete((_, failure) -> {
      if (failure == null) {
        ended.complete(null);
      } else {
        ended.completeExceptionally(failure);
      }
    });
    return ended;
  }
}
