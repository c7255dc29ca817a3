package dev.cometj.reactor.blocksync;

import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import java.time.Duration;

/// Does something again and again in the reactor's mailbox, a period after the last time.
final class Ticker {
  private final Mailbox mailbox;
  private final Duration period;
  private final Runnable action;
  private Cancellable next = () -> {};
  private boolean running;

  Ticker(Mailbox mailbox, Duration period, Runnable action) {
    this.mailbox = mailbox;
    this.period = period;
    this.action = action;
  }

  /// Begin, a period from now; does nothing if it has begun.
  void start() {
    if (!running) {
      running = true;
      next = mailbox.schedule(period, this::turn);
    }
  }

  void stop() {
    running = false;
    next.cancel();
  }

  private void turn() {
    if (running) {
      next = mailbox.schedule(period, this::turn);
      action.run();
    }
  }
}
