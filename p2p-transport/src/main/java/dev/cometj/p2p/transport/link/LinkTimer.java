package dev.cometj.p2p.transport.link;

import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Cancellable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One timer that can be brought forward. It may fire when nothing is due any more. The stream's thread only.
final class LinkTimer {
  private final ByteStream stream;
  private final Runnable action;
  private @Nullable Cancellable armed;
  private long due;
  private boolean over;

  LinkTimer(ByteStream stream, Runnable action) {
    this.stream = stream;
    this.action = action;
  }

  /// Fire after a time at the latest.
  ///
  /// @param nanos from now
  /// @param now the time
  void within(long nanos, long now) {
    long wanted = now + nanos;
    if (over || (armed != null && wanted - due >= 0)) {
      return;
    }
    if (armed != null) {
      armed.cancel();
    }
    due = wanted;
    armed = stream.schedule(Duration.ofNanos(nanos), this::fire);
  }

  private void fire() {
    armed = null;
    if (!over) {
      action.run();
    }
  }

  /// Never fire again.
  void stop() {
    over = true;
    if (armed != null) {
      armed.cancel();
      armed = null;
    }
  }
}
