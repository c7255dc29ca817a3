package dev.cometj.p2p.switching.assembly;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Why a node cannot go on; the first report counts. Usable from any thread.
final class Failure {
  private final CompletableFuture<String> first = new CompletableFuture<>();

  void report(String line) {
    first.complete(line);
  }

  CompletionStage<String> reported() {
    return first.minimalCompletionStage();
  }

  Optional<String> line() {
    return Optional.ofNullable(first.getNow(null));
  }
}
