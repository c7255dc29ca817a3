package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerAddress;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.Cancellable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Dials lost persistent peers again, by the [RedialSchedule]; SR-14. Used in the Switch's mailbox.
///
/// There is at most one series of tries for an id. It ends with the first success, also of another connection with the
/// same node, when the node turns out to be dialled or connected already, after the last try, and with the Switch.
///
/// A connection that a series made and that lasts less than [#SHORT] counts as a failed try: the series goes on where
/// it was. Go begins anew, at once, and so dials a node that takes every connection and drops it as fast as the network
/// allows.
final class Redialer {
  private static final Logger LOG = System.getLogger("dev.cometj.p2p.switch");

  /// How long a connection must last to have been a success.
  static final Duration SHORT = Duration.ofSeconds(10);

  private final PeerSwitch network;
  private final RandomGenerator random;
  private final Map<NodeId, Series> open = new HashMap<>();

  /// The failures of the latest series that ended with a connection.
  private final Map<NodeId, Integer> failuresBefore = new HashMap<>();

  private boolean closed;

  private static final class Series {
    private final PeerAddress target;
    private int failures;
    private @Nullable Cancellable timer;

    private Series(PeerAddress target, int failures) {
      this.target = target;
      this.failures = failures;
    }
  }

  Redialer(PeerSwitch network, RandomGenerator random) {
    this.network = network;
    this.random = random;
  }

  /// Begin a series after a failed dial, unless there is one for this id. The first try is made at once.
  void start(PeerAddress target) {
    begin(target, 0);
  }

  /// Begin a series after a connection was lost, unless there is one for this id. The first try is made at once, unless
  /// a series had made the connection and it has not lasted.
  void lost(PeerAddress target, Duration lasted) {
    Integer before = failuresBefore.get(target.id());
    begin(target, before == null || lasted.compareTo(SHORT) >= 0 ? 0 : before + 1);
  }

  private void begin(PeerAddress target, int failures) {
    if (closed || open.containsKey(target.id())) {
      return;
    }
    Series series = new Series(target, failures);
    open.put(target.id(), series);
    Optional<Duration> pause =
        failures == 0 ? Optional.of(Duration.ZERO) : RedialSchedule.pauseAfter(failures, random);
    if (pause.isPresent()) {
      LOG.log(Level.INFO, "redialling {0}", target);
      next(series, pause.get());
    } else {
      giveUp(series, "no connection lasted");
    }
  }

  /// Learn that a node has become a peer, whoever dialled.
  void connected(NodeId id) {
    Series series = open.get(id);
    failuresBefore.remove(id);
    if (series != null) {
      failuresBefore.put(id, series.failures);
      end(series);
    }
  }

  /// End all series; none begins any more.
  void close() {
    closed = true;
    open.values().forEach(Redialer::cancel);
    open.clear();
  }

  private void next(Series series, Duration pause) {
    network.redialScheduled(series.target, series.failures + 1, pause);
    series.timer = network.mailbox().schedule(pause, () -> attempt(series));
  }

  private void attempt(Series series) {
    network.dialConfigured(series.target, series.failures, outcome -> attempted(series, outcome));
  }

  private void attempted(Series series, DialOutcome outcome) {
    if (open.get(series.target.id()) != series) {
      return;
    }
    switch (outcome) {
      case DialOutcome.Connected ignored -> end(series);
      case DialOutcome.AlreadyDialingOrConnected ignored -> end(series);
      case DialOutcome.Refused(Rejection rejection) -> failed(series, rejection);
    }
  }

  private void failed(Series series, Rejection rejection) {
    series.failures++;
    Optional<Duration> pause = RedialSchedule.pauseAfter(series.failures, random);
    if (RedialPolicy.goesOnAfter(rejection.kind()) && pause.isPresent()) {
      LOG.log(
          Level.INFO,
          "try {0} of redialling {1} failed: {2}",
          series.failures,
          series.target,
          rejection);
      next(series, pause.get());
    } else {
      giveUp(series, rejection);
    }
  }

  private void giveUp(Series series, Object why) {
    LOG.log(Level.ERROR, "gave up redialling {0}: {1}", series.target, why);
    end(series);
  }

  private void end(Series series) {
    if (open.remove(series.target.id(), series)) {
      cancel(series);
    }
  }

  private static void cancel(Series series) {
    if (series.timer != null) {
      series.timer.cancel();
    }
  }
}
