package dev.cometj.p2p.testkit.reactor;

import dev.cometj.p2p.spi.Mailbox;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Calls with an answer, made as events of a mailbox.
final class Events {
  private Events() {}

  static <T> CompletionStage<T> call(Mailbox mailbox, Supplier<CompletionStage<T>> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    mailbox.execute(() ->
        call.get()
            .whenComplete((value, fault) -> {
              if (fault == null) {
                answer.complete(value);
              } else {
                answer.completeExceptionally(fault);
              }
            }));
    return answer;
  }
}
