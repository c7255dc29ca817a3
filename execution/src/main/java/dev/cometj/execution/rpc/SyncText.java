package dev.cometj.execution.rpc;

import dev.cometj.chain.service.SyncStatus.Progress;
import java.time.Duration;
import java.util.Locale;

/// How far the node is, in the words of the line that a person watches.
public final class SyncText {
  private SyncText() {}

  /// Tells how far block sync is.
  ///
  /// @param progress its newest snapshot
  /// @return some words, or nothing before it begins
  public static String of(Progress progress) {
    return switch (progress.phase()) {
      case WAITING -> "";
      case SYNCING -> syncing(progress);
      case FOLLOWING, DONE -> "height " + progress.height();
      case FAILED -> "height %d, block sync failed".formatted(progress.height());
    };
  }

  private static String syncing(Progress progress) {
    if (progress.peers() == 0) {
      return "height %d, waiting for peers".formatted(progress.height());
    }
    if (progress.peerHeight() <= progress.height()) {
      return "height %d, looking for peers with more blocks".formatted(progress.height());
    }
    return String.format(
        Locale.ROOT,
        "syncing %d of %d (%d %%)   %s blocks/s   ETA %s   from %d %s",
        progress.height(),
        progress.peerHeight(),
        percent(progress),
        rate(progress.blocksPerSecond()),
        progress.timeLeft().map(SyncText::clock).orElse("-"),
        progress.peers(),
        progress.peers() == 1 ? "peer" : "peers");
  }

  private static long percent(Progress progress) {
    return (long) (100.0 * progress.height() / progress.peerHeight());
  }

  private static String rate(double blocksPerSecond) {
    return blocksPerSecond < 10
        ? String.format(Locale.ROOT, "%.1f", blocksPerSecond)
        : Long.toString(Math.round(blocksPerSecond));
  }

  private static String clock(Duration time) {
    return "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
