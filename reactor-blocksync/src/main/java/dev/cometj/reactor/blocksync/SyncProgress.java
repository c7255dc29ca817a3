package dev.cometj.reactor.blocksync;

import static java.lang.System.Logger.Level.INFO;

import dev.cometj.chain.service.SyncStatus;
import dev.cometj.reactor.blocksync.pool.Pool;
import java.time.Duration;
import java.util.Locale;

/// Keeps the snapshot that others read, and says in the log how it goes.
final class SyncProgress implements SyncStatus {
  /// How often the log tells.
  private static final long LOG_NANOS = Duration.ofSeconds(10).toNanos();

  private static final System.Logger LOG = System.getLogger(SyncProgress.class.getName());
  private static final double SMOOTHING = 0.2;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Pool pool;
  private volatile Progress newest = Progress.NONE;
  private double rate;
  private long counted;
  private long countedSince;
  private long lastLog;

  SyncProgress(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Progress progress() {
    return newest;
  }

  /// Begin to measure.
  void begin(long nanoTime) {
    rate = 0;
    counted = 0;
    countedSince = nanoTime;
    lastLog = nanoTime;
  }

  void executed() {
    counted++;
  }

  /// Look at the time.
  void tick(long nanoTime) {
    double seconds = (nanoTime - countedSince) / NANOS_PER_SECOND;
    if (seconds > 0) {
      double sample = counted / seconds;
      rate = rate == 0 ? sample : rate + SMOOTHING * (sample - rate);
      counted = 0;
      countedSince = nanoTime;
    }
    if (newest.phase() == Phase.SYNCING && nanoTime - lastLog >= LOG_NANOS) {
      lastLog = nanoTime;
      LOG.log(INFO, this::line);
    }
  }

  private String line() {
    Progress now = newest;
    if (now.peers() == 0) {
      return "block sync: height %d, waiting for peers".formatted(now.height());
    }
    return "block sync: height %d of %d, %.1f blocks/s%s, %d peers"
        .formatted(
            now.height(),
            now.peerHeight(),
            now.blocksPerSecond(),
            now.timeLeft().map(SyncProgress::words).orElse(""),
            now.peers());
  }

  private static String words(Duration left) {
    return String.format(
        Locale.ROOT,
        ", about %d:%02d:%02d left",
        left.toHours(),
        left.toMinutesPart(),
        left.toSecondsPart());
  }

  /// Let others see.
  void publish(Phase phase, long height) {
    newest = new Progress(phase, height, pool.maxHeight(), pool.size(), rate);
  }
}
