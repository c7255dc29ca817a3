package dev.cometj.reactor.mempool;

import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.reactor.mempool.gossip.GossipSettings;
import dev.cometj.reactor.mempool.pool.PoolSettings;
import java.time.Duration;

/// What the operator configured; Go's `MempoolConfig` of `config/config.go`.
///
/// @param isNop whether the application keeps transactions itself; `mempool.type = nop`
/// @param pool about the transactions that wait
/// @param gossip about passing them on
/// @param limits about what peers may send
record MempoolSettings(
    boolean isNop, PoolSettings pool, GossipSettings gossip, BatchLimits limits) {
  private static final String TYPE = "mempool.type";
  private static final int MEBIBYTE = 1 << 20;

  /// Read the settings.
  ///
  /// @throws InvalidSettingException naming the key of a value that cannot be used
  static MempoolSettings of(Settings settings) {
    int maxTxBytes = count(settings, "mempool.max_tx_bytes", MEBIBYTE);
    return new MempoolSettings(
        isNop(settings),
        new PoolSettings(
            settings.flag("mempool.recheck", true),
            recheckTimeout(settings),
            count(settings, "mempool.size", 5000),
            notNegative(settings, "mempool.max_txs_bytes", 1L << 30),
            count(settings, "mempool.cache_size", 10_000),
            settings.flag("mempool.keep-invalid-txs-in-cache", false),
            maxTxBytes),
        new GossipSettings(
            settings.flag("mempool.broadcast", true),
            count(settings, "mempool.experimental_max_gossip_connections_to_persistent_peers", 0),
            count(
                settings,
                "mempool.experimental_max_gossip_connections_to_non_persistent_peers",
                0)),
        new BatchLimits(
            count(settings, "cometj.mempool.max_received_tx_bytes", maxTxBytes),
            (int)
                Math.clamp(
                    settings.number("mempool.max_batch_bytes", 0), 0, (long) Integer.MAX_VALUE)));
  }

  private static boolean isNop(Settings settings) {
    String type = settings.text(TYPE, "flood");
    return switch (type) {
      case "flood", "" -> false;
      case "nop" -> true;
      default ->
          throw new InvalidSettingException(TYPE, "'%s' is neither flood nor nop".formatted(type));
    };
  }

  private static Duration recheckTimeout(Settings settings) {
    String key = "mempool.recheck_timeout";
    Duration timeout = settings.duration(key, Duration.ofSeconds(1));
    if (timeout.isNegative()) {
      throw new InvalidSettingException(key, "'%s' is negative".formatted(timeout));
    }
    return timeout;
  }

  private static int count(Settings settings, String key, int fallback) {
    return (int) Math.min(Integer.MAX_VALUE, notNegative(settings, key, fallback));
  }

  private static long notNegative(Settings settings, String key, long fallback) {
    long value = settings.number(key, fallback);
    if (value < 0) {
      throw new InvalidSettingException(key, value + " is negative");
    }
    return value;
  }
}
