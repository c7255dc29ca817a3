package dev.cometj.reactor.blocksync;

import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.reactor.blocksync.pool.PoolSettings;
import dev.cometj.reactor.blocksync.pool.SpeedRule;
import java.time.Duration;

/// What the operator configured.
///
/// @param pool how much is asked for at once
/// @param stateSync whether a new node waits for state sync; `statesync.enable`
/// @param followInterval how often peers are asked for their height where no consensus takes over;
///     `cometj.blocksync.follow_interval`
/// @param checks how many runs of blocks are checked at once; `cometj.blocksync.checks`
record BlockSyncSettings(
    PoolSettings pool, boolean stateSync, Duration followInterval, int checks) {
  /// How many validators' keys are kept ready.
  static final int KEPT_KEYS = 2048;

  private static final String VERSION = "blocksync.version";
  private static final String REQUESTS = "cometj.blocksync.requests_per_peer";
  private static final String PEER_BYTES = "cometj.blocksync.bytes_per_peer";
  private static final String BYTES_AHEAD = "cometj.blocksync.bytes_ahead";
  private static final String SPEED = "cometj.blocksync.peer_speed";
  private static final String FOLLOW = "cometj.blocksync.follow_interval";
  private static final String CHECKS = "cometj.blocksync.checks";
  private static final int DEFAULT_CHECKS = 2;

  /// Read the settings.
  ///
  /// @throws InvalidSettingException naming the key of a value that cannot be used
  static BlockSyncSettings of(Settings settings) {
    String version = settings.text(VERSION, "v0");
    if (!version.equals("v0")) {
      throw new InvalidSettingException(VERSION, "'%s' is not v0".formatted(version));
    }
    PoolSettings usual = PoolSettings.DEFAULT;
    PoolSettings pool =
        new PoolSettings(
            (int) within(settings, REQUESTS, usual.requestsPerPeer(), 1, 900),
            within(settings, PEER_BYTES, usual.bytesPerPeer(), 1, Integer.MAX_VALUE),
            usual.blocksAhead(),
            within(settings, BYTES_AHEAD, usual.bytesAhead(), 1, 1L << 40),
            usual.patience(),
            usual.retry(),
            usual.ban(),
            speed(settings));
    Duration follow = settings.duration(FOLLOW, Duration.ofSeconds(1));
    if (follow.compareTo(Duration.ofMillis(100)) < 0) {
      throw new InvalidSettingException(FOLLOW, "'%s' is below 100ms".formatted(follow));
    }
    return new BlockSyncSettings(
        pool,
        settings.flag("statesync.enable", false),
        follow,
        (int) within(settings, CHECKS, DEFAULT_CHECKS, 1, 256));
  }

  private static SpeedRule speed(Settings settings) {
    String text = settings.text(SPEED, "blocks");
    return switch (text) {
      case "blocks" -> SpeedRule.BLOCKS_OR_BYTES;
      case "bytes" -> SpeedRule.BYTES;
      default ->
          throw new InvalidSettingException(
              SPEED,
              "'%s' is neither blocks (a block or 128 KiB per second) nor bytes (128 KiB, as the original)"
                  .formatted(text));
    };
  }

  private static long within(Settings settings, String key, long fallback, long least, long most) {
    long value = settings.number(key, fallback);
    if (value < least || value > most) {
      throw new InvalidSettingException(
          key, "%d is not from %d to %d".formatted(value, least, most));
    }
    return value;
  }
}
