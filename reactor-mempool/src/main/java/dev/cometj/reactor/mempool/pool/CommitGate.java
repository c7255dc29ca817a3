package dev.cometj.reactor.mempool.pool;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Keeps the application from being asked while it commits: in place of the lock around `Update` of
/// `mempool/clist_mempool.go`. Commits come one at a time; whoever locks while it is locked waits for his turn.
final class CommitGate {
  private enum Position {
    OPEN,
    /// No more is asked; what was asked is being answered.
    CLOSING,
    CLOSED
  }

  private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
  private Position position = Position.OPEN;

  boolean isOpen() {
    return position == Position.OPEN;
  }

  boolean isClosed() {
    return position == Position.CLOSED;
  }

  /// Queue somebody who wants to commit.
  void lock(CompletableFuture<Void> answer) {
    waiting.add(answer);
  }

  /// Begin to close for whoever waits first.
  ///
  /// @return whether there is something to flush now
  boolean beginClosing() {
    if (position == Position.OPEN && !waiting.isEmpty()) {
      position = Position.CLOSING;
      return true;
    }
    return false;
  }

  /// Learn that all that was asked is answered, or that it will not be.
  void flushed(@Nullable Throwable failure) {
    CompletableFuture<Void> first = waiting.remove();
    if (failure == null) {
      position = Position.CLOSED;
      first.complete(null);
    } else {
      position = Position.OPEN;
      first.completeExceptionally(failure);
    }
  }

  void unlock() {
    if (position == Position.CLOSED) {
      position = Position.OPEN;
    }
  }

  /// Let all in that wait, because the node stops and nothing is asked any more.
  void stop() {
    waiting.forEach(each -> each.complete(null));
  }
}
