package dev.cometj.p2p.transport.upgrade;

import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.ConnectionFilter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks filters about a connection, one after the other, on the stream's thread. The first refusal ends the round, and
/// so does a filter that does not answer in time or fails.
final class FilterRound {
  private final List<ConnectionFilter> filters;
  private final Duration timeout;
  private final ByteStream stream;
  private final IpAddress ip;
  private final Consumer<Optional<Rejection>> result;

  private int asked;
  private @Nullable Cancellable deadline;
  private boolean isOver;

  /// Make a round.
  ///
  /// @param filters whom to ask, in order
  /// @param timeout how long each may take
  /// @param stream the connection
  /// @param ip its remote IP
  /// @param result gets the refusal, or empty if there is none; on the stream's thread, once
  FilterRound(
      List<ConnectionFilter> filters,
      Duration timeout,
      ByteStream stream,
      IpAddress ip,
      Consumer<Optional<Rejection>> result) {
    this.filters = filters;
    this.timeout = timeout;
    this.stream = stream;
    this.ip = ip;
    this.result = result;
  }

  /// Ask the first filter.
  void start() {
    askNext();
  }

  private void askNext() {
    if (asked == filters.size()) {
      end(Optional.empty());
      return;
    }
    int turn = asked;
    asked++;
    deadline = stream.schedule(timeout, () -> timedOut(turn));
    CompletionStage<Optional<String>> answer;
    try {
      answer = filters.get(turn).refusal(ip, stream.remote().port());
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedStage(e);
    }
    var _ =
        answer
            .exceptionally(e -> Optional.of("a filter failed: " + e.getMessage()))
            .thenAccept(refusal -> stream.execute(() -> answered(turn, refusal)));
  }

  private void answered(int turn, Optional<String> refusal) {
    if (isOver || turn != asked - 1) {
      return;
    }
    if (refusal.isPresent()) {
      refuse(Rejection.Kind.FILTERED, refusal.get());
    } else {
      cancelDeadline();
      askNext();
    }
  }

  private void timedOut(int turn) {
    if (!isOver && turn == asked - 1) {
      refuse(
          Rejection.Kind.FILTER_TIMEOUT,
          "a filter did not answer within " + Durations.print(timeout));
    }
  }

  private void refuse(Rejection.Kind kind, String detail) {
    end(Optional.of(Rejection.of(kind, detail)));
  }

  private void end(Optional<Rejection> refusal) {
    if (!isOver) {
      cancel();
      result.accept(refusal);
    }
  }

  /// End the round without a result.
  void cancel() {
    isOver = true;
    cancelDeadline();
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
  }
}
