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
final class Redialer {
  private static final Logger LOG = System.getLogger("dev.cometj.p2p.switch");

  private final PeerSwitch network;
  private final RandomGenerator random;
  private final Map<NodeId, Series> open = new HashMap<>();
  private boolean closed;

  private static final class Series {
    private final PeerAddress target;
    private int failures;
    private @Nullable Cancellable timer;

    private Series(PeerAddress target) {
      this.target = target;
    }
  }

  Redialer(PeerSwitch network, RandomGenerator random) {
    this.network = network;
    this.random = random;
  }

  /// Begin a series, unless there is one for this id. The first try is made at once.
  void start(PeerAddress target) {
    if (closed || open.containsKey(target.id())) {
      return;
    }
    LOG.log(Level.INFO, "redialling {0}", target);
    Series series = new Series(target);
    open.put(target.id(), series);
    next(series, Duration.ZERO);
  }

  /// Learn that a node has become a peer, whoever dialled.
  void connected(NodeId id) {
    end(open.get(id));
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
      LOG.log(Level.ERROR, "gave up redialling {0}: {1}", series.target, rejection);
      end(series);
    }
  }

  private void end(@Nullable Series series) {
    if (series != null && open.remove(series.target.id(), series)) {
      cancel(series);
    }
  }

  private static void cancel(Series series) {
    if (series.timer != null) {
      series.timer.cancel();
    }
  }
}
