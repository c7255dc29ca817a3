package dev.cometj.node.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// When a connection has been too slow. It moves with every request, but its timer does only when it is due: the timer
/// looks then how much time is left. For the thread of one connection.
final class Deadline {
  private final Runnable missed;
  private @Nullable Future<?> timer;
  private long timerNanos;
  private long nanos;
  private boolean isSet;

  /// @param missed runs when the deadline has passed
  Deadline(Runnable missed) {
    this.missed = missed;
  }

  /// Move the deadline.
  ///
  /// @param context the connection's
  /// @param time from now
  void set(ChannelHandlerContext context, Duration time) {
    nanos = context.executor().ticker().nanoTime() + time.toNanos();
    isSet = true;
    if (timer != null && timerNanos - nanos > 0) {
      timer.cancel(false);
      timer = null;
    }
    if (timer == null) {
      schedule(context, time.toNanos());
    }
  }

  private void schedule(ChannelHandlerContext context, long delayNanos) {
    timerNanos = nanos;
    timer = context.executor().schedule(() -> due(context), delayNanos, TimeUnit.NANOSECONDS);
  }

  private void due(ChannelHandlerContext context) {
    timer = null;
    if (!isSet) {
      return;
    }
    long left = nanos - context.executor().ticker().nanoTime();
    if (left > 0) {
      schedule(context, left);
    } else {
      isSet = false;
      missed.run();
    }
  }

  /// Have none until the next one is set.
  void clear() {
    isSet = false;
  }

  /// Have none any more.
  void end() {
    isSet = false;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
