package dev.cometj.p2p.transport.link;

import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.LinkHandler;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How far a link is in its life, and who is told of its end. Any thread.
///
/// 1. The first to set `reason` decides why the link ends: it *is ending* from then on. It *has ended* with its stream's
///    last event.
/// 2. `handler` and `ended` are each written before the other is read. So at least one of [#open] and [#ended] sees both
///    and tells the handler, and `told` lets only one of them.
/// 3. The same holds for `flushed` and `ended`.
final class LinkState {
  private final AtomicReference<@Nullable StopReason> reason = new AtomicReference<>();
  private final AtomicReference<@Nullable CompletableFuture<Void>> flushed =
      new AtomicReference<>();
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile @Nullable LinkHandler handler;
  private volatile boolean ended;

  /// Set the handler.
  ///
  /// @return false if the link has ended; the handler knows then
  boolean open(LinkHandler receiver) {
    if (handler != null) {
      throw new IllegalStateException("the link is open already");
    }
    handler = receiver;
    if (ended) {
      tell();
      return false;
    }
    return true;
  }

  /// Begin to end.
  ///
  /// @return false if it is ending already
  boolean end(StopReason why) {
    return reason.compareAndSet(null, why);
  }

  boolean isEnding() {
    return reason.get() != null;
  }

  boolean hasEnded() {
    return ended;
  }

  /// Learn that the stream has ended, and tell whoever waits for that.
  ///
  /// @param why unless there is a reason already
  void ended(StopReason why) {
    reason.compareAndSet(null, why);
    ended = true;
    completeFlush();
    tell();
  }

  private void tell() {
    LinkHandler receiver = handler;
    StopReason why = reason.get();
    if (receiver != null && why != null && told.compareAndSet(false, true)) {
      receiver.closed(why);
    }
  }

  /// Hand a message to the handler.
  ///
  /// @return false if there is nobody any more to take it
  boolean deliver(int channelId, ByteBuffer message) {
    LinkHandler receiver = handler;
    if (receiver == null || isEnding()) {
      return false;
    }
    receiver.received(channelId, message);
    return true;
  }

  /// Begin to flush.
  ///
  /// @return ends when all is flushed
  CompletableFuture<Void> flush() {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> first = flushed.compareAndExchange(null, mine);
    if (ended) {
      completeFlush();
    }
    return first == null ? mine : first;
  }

  boolean isFlushing() {
    return flushed.get() != null;
  }

  void completeFlush() {
    CompletableFuture<Void> waiting = flushed.get();
    if (waiting != null) {
      waiting.complete(null);
    }
  }
}
