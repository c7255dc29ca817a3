package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.StopReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers from which IPs provable faults came: ten within an hour, and inbound connections from there are refused for
/// an hour. A new key costs nothing, so a ban by id alone would stop nobody (W12). Used in the Switch's mailbox.
final class IpReputation {
  static final int FAULTS = 10;
  static final Duration WINDOW = Duration.ofHours(1);
  static final int REMEMBERED = 10_000;

  private final boolean scoreLoopback;

  /// The moments of the latest faults, at most ten, by the monotonic clock; the IP of the oldest use first.
  private final Map<IpAddress, Deque<Long>> faults = new LinkedHashMap<>(16, 0.75f, true);

  IpReputation(boolean scoreLoopback) {
    this.scoreLoopback = scoreLoopback;
  }

  /// Note why a peer was stopped.
  void stopped(IpAddress ip, StopReason reason, long now) {
    if (!isProvable(reason) || (ip.isLoopback() && !scoreLoopback)) {
      return;
    }
    Deque<Long> moments = faults.computeIfAbsent(ip, key -> new ArrayDeque<>());
    moments.add(now);
    if (moments.size() > FAULTS) {
      moments.remove();
    }
    if (faults.size() > REMEMBERED) {
      faults.remove(faults.keySet().iterator().next());
    }
  }

  /// Tell whether inbound connections from an IP are refused: its tenth fault came within an hour of its first, and that
  /// is less than an hour ago.
  boolean isShunned(IpAddress ip, long now) {
    Deque<Long> moments = faults.get(ip);
    if (moments == null || moments.size() < FAULTS) {
      return false;
    }
    long hour = WINDOW.toNanos();
    long first = moments.getFirst();
    long last = moments.getLast();
    return last - first < hour && now - last < hour;
  }

  /// Only what no honest node can do counts (class 1 of the attack list).
  private static boolean isProvable(StopReason reason) {
    return switch (reason) {
      case StopReason.Malformed ignored -> true;
      case StopReason.ProtocolViolation ignored -> true;
      case StopReason.LimitExceeded ignored -> true;
      case StopReason.InvalidEvidence ignored -> true;
      case StopReason.TimedOut ignored -> false;
      case StopReason.LinkFailure ignored -> false;
      case StopReason.OwnFault ignored -> false;
      case StopReason.Requested ignored -> false;
      case StopReason.NotAdmitted ignored -> false;
      case StopReason.SwitchStopped ignored -> false;
    };
  }
}
