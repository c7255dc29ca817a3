package dev.cometj.reactor.pex;

import java.time.Duration;

/// How often one peer may ask for addresses: Go's `receiveRequest`, and a milder form of it.
///
/// The first request is free, the second too and starts the clock; from then on ten seconds must lie between
/// requests. Versions after v0.38 may honestly ask sooner. An honest node never asks again while it waits for an
/// answer; so unless the pacing is strict a request that comes too soon is answered when its time has come, and only
/// another one before that is a violation.
final class RequestPacing {
  /// A third of the period in which an honest node asks.
  static final Duration MIN_INTERVAL = OutboundRound.PERIOD.dividedBy(3);

  /// What to do with a request.
  sealed interface Verdict {
    /// Answer now.
    record Answer() implements Verdict {}

    /// Answer later, and call [RequestPacing#answeredLate] then.
    ///
    /// @param delay how much later
    record AnswerLater(Duration delay) implements Verdict {}

    /// Stop and ban the peer.
    record Violation() implements Verdict {}
  }

  private final boolean strict;
  private int free = 2;
  private long lastNanos;
  private boolean owed;

  RequestPacing(boolean strict) {
    this.strict = strict;
  }

  /// Judge a request that comes now.
  Verdict requested(long nanoTime) {
    if (owed) {
      return new Verdict.Violation();
    }
    if (free > 0) {
      free--;
      lastNanos = nanoTime;
      return new Verdict.Answer();
    }
    Duration wait = MIN_INTERVAL.minusNanos(nanoTime - lastNanos);
    if (!wait.isPositive()) {
      lastNanos = nanoTime;
      return new Verdict.Answer();
    }
    if (strict) {
      return new Verdict.Violation();
    }
    owed = true;
    return new Verdict.AnswerLater(wait);
  }

  void answeredLate(long nanoTime) {
    owed = false;
    lastNanos = nanoTime;
  }
}
