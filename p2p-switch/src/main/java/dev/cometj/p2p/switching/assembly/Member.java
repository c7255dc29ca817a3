package dev.cometj.p2p.switching.assembly;

import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.Services;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// A created part of a node: a component or a reactor with its mailbox, in which it is started and stopped.
///
/// @param name its name
/// @param component the part itself
/// @param mailbox where all its calls run
/// @param services what it declared to need and to want
record Member(String name, Component component, Mailbox mailbox, Services services) {

  CompletableFuture<Void> start() {
    return call(() -> component.start(services));
  }

  CompletableFuture<Void> stop() {
    return call(component::stop);
  }

  private CompletableFuture<Void> call(Supplier<CompletionStage<Void>> action) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    mailbox.execute(() -> {
      try {
        action
            .get()
            .whenComplete((nothing, failure) -> {
              if (failure == null) {
                result.complete(null);
              } else {
                result.completeExceptionally(failure);
              }
            });
      } catch (Throwable fault) {
        result.completeExceptionally(fault);
      }
    });
    return result;
  }
}
