package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.PeerFilter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks all peer filters at once whether a node may become a peer: `filterPeer` of Go's `p2p/switch.go`. Used in the
/// Switch's mailbox.
final class FilterRound {
  /// How long a filter may take: `defaultFilterTimeout` of Go's `p2p/transport.go`.
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final NodeId id;
  private final Consumer<Optional<Rejection>> done;
  private int open;
  private boolean over;
  private @Nullable Cancellable timeout;

  private FilterRound(NodeId id, Consumer<Optional<Rejection>> done) {
    this.id = id;
    this.done = done;
  }

  /// Ask.
  ///
  /// @param done gets the first refusal, or nothing once all have let the node pass; exactly once, perhaps at once
  static void ask(
      List<PeerFilter> filters, Mailbox mailbox, Link link, Consumer<Optional<Rejection>> done) {
    if (filters.isEmpty()) {
      done.accept(Optional.empty());
      return;
    }
    FilterRound round = new FilterRound(link.remoteInfo().id(), done);
    round.open = filters.size();
    round.timeout =
        mailbox.schedule(
            TIMEOUT,
            () ->
                round.end(
                    Optional.of(
                        Rejection.of(
                            Rejection.Kind.FILTER_TIMEOUT,
                            round.id,
                            "a filter did not answer within " + TIMEOUT.toSeconds() + " s"))));
    for (PeerFilter filter : filters) {
      answerOf(filter, link)
          .exceptionally(failure -> Optional.of("a filter failed: " + failure))
          .thenAccept(refusal -> mailbox.execute(() -> round.answered(refusal)));
    }
  }

  private static CompletionStage<Optional<String>> answerOf(PeerFilter filter, Link link) {
    try {
      return Objects.requireNonNull(filter.refusal(link.remoteInfo(), link.socketAddress()));
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private void answered(Optional<String> refusal) {
    open--;
    if (refusal.isPresent()) {
      end(Optional.of(Rejection.of(Rejection.Kind.FILTERED, id, refusal.get())));
    } else if (open == 0) {
      end(Optional.empty());
    }
  }

  private void end(Optional<Rejection> refusal) {
    if (!over) {
      over = true;
      if (timeout != null) {
        timeout.cancel();
      }
      done.accept(refusal);
    }
  }
}
