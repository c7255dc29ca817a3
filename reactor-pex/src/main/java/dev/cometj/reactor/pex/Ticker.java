package dev.cometj.reactor.pex;

import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import java.time.Duration;

/// Does something again and again in the reactor's mailbox, always a period after the last time, so that two turns
/// never come closer together than that.
final class Ticker {
  private final Mailbox mailbox;
  private final Duration period;
  private final Runnable action;
  private Cancellable next = () -> {};
  private boolean stopped;

  Ticker(Mailbox mailbox, Duration period, Runnable action) {
    this.mailbox = mailbox;
    this.period = period;
    this.action = action;
  }

  /// Begin.
  ///
  /// @param delay when the first turn is, from now; zero for at once, within this call
  void start(Duration delay) {
    if (delay.isZero()) {
      turn();
    } else {
      next = mailbox.schedule(delay, this::turn);
    }
  }

  void stop() {
    stopped = true;
    next.cancel();
  }

  private void turn() {
    if (stopped) {
      return;
    }
    next = mailbox.schedule(period, this::turn);
    action.run();
  }
}
