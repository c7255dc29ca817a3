package dev.cometj.p2p.transport.mux;

/// Decides when to ping and when a peer is gone; the ping and pong timers of Go's `sendRoutine`.
///
/// A ping goes out every interval, and its pong must come within the timeout. While we do not read, because a reactor
/// does not keep up, pongs cannot be seen: then nobody is judged, and the time allowed begins anew when we read again.
/// Nor can the peer's pings be seen then: it gets unasked pongs, which the original takes as answers (A50).
///
/// Holds no timer: its owner asks when to come back. Used by one thread at a time.
public final class KeepAlive {
  /// Send a ping.
  public static final int SEND_PING = 1;

  /// Send a pong.
  public static final int SEND_PONG = 2;

  /// End the link: no pong came in time.
  public static final int TIMED_OUT = 4;

  private final long pingInterval;
  private final long pongTimeout;
  private final long unaskedPongInterval;
  private long nextPing;
  private boolean awaitingPong;
  private long pongDeadline;
  private boolean paused;
  private long nextUnaskedPong;

  /// Make it, as of the moment the link begins to read.
  ///
  /// @param settings the intervals
  /// @param now the time
  public KeepAlive(MuxSettings settings, long now) {
    pingInterval = settings.pingInterval().toNanos();
    pongTimeout = settings.pongTimeout().toNanos();
    unaskedPongInterval = settings.unaskedPongInterval().toNanos();
    nextPing = now + pingInterval;
  }

  /// Learn that a pong came, asked for or not.
  public void pongReceived() {
    awaitingPong = false;
  }

  /// Learn that we stopped reading.
  ///
  /// @param now the time
  public void readingPaused(long now) {
    if (!paused) {
      paused = true;
      nextUnaskedPong = now + unaskedPongInterval;
    }
  }

  /// Learn that we read again.
  ///
  /// @param now the time
  public void readingResumed(long now) {
    paused = false;
    pongDeadline = now + pongTimeout;
  }

  /// Tell what to do now.
  ///
  /// @param now the time
  /// @return a sum of the constants of this class
  public int due(long now) {
    int actions = 0;
    if (awaitingPong && !paused && now - pongDeadline >= 0) {
      return TIMED_OUT;
    }
    if (now - nextPing >= 0) {
      actions |= SEND_PING;
      nextPing = now - (now - nextPing) % pingInterval + pingInterval;
      pongDeadline = now + pongTimeout;
      awaitingPong = true;
    }
    if (paused && now - nextUnaskedPong >= 0) {
      actions |= SEND_PONG;
      nextUnaskedPong = now + unaskedPongInterval;
    }
    return actions;
  }

  /// Tell when to ask again.
  ///
  /// @param now the time
  /// @return nanoseconds from now, at least 0
  public long nanosUntilDue(long now) {
    long wait = nextPing - now;
    if (awaitingPong && !paused) {
      wait = Math.min(wait, pongDeadline - now);
    }
    if (paused) {
      wait = Math.min(wait, nextUnaskedPong - now);
    }
    return Math.max(0, wait);
  }
}
