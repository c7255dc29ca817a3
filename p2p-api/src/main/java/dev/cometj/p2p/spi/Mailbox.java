package dev.cometj.p2p.spi;

import java.time.Duration;
import java.util.concurrent.Executor;

/// A queue of events that run one at a time, in order, never two at once: the single writer of a core's state.
///
/// An event must not block. An event that throws is logged and does not disturb the next one.
public interface Mailbox extends Executor {
  /// Queue an event. May be called from any thread, also from an event of this mailbox. After [#close()] events
  /// are dropped.
  ///
  /// @param event the event
  @Override
  void execute(Runnable event);

  /// Queue an event for later, by the monotonic clock.
  ///
  /// @param delay how long from now; zero or less means as soon as possible
  /// @param event the event
  /// @return a handle to call it off
  Cancellable schedule(Duration delay, Runnable event);

  /// Tell whether the caller runs inside an event of this mailbox.
  ///
  /// @return true if so
  boolean isCurrent();

  /// Drop everything that is queued or scheduled, and all that comes later.
  void close();
}
