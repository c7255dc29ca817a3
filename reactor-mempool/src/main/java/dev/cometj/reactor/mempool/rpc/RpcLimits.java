package dev.cometj.reactor.mempool.rpc;

import dev.cometj.p2p.spi.Settings;
import java.time.Duration;

/// How much `broadcast_tx_commit` may hold.
///
/// @param waiting how many clients may wait for a block at one time
/// @param patience how long one waits
record RpcLimits(int waiting, Duration patience) {
  static RpcLimits of(Settings settings) {
    return new RpcLimits(
        (int) settings.number("rpc.max_subscription_clients", 100),
        settings.duration("rpc.timeout_broadcast_tx_commit", Duration.ofSeconds(10)));
  }
}
