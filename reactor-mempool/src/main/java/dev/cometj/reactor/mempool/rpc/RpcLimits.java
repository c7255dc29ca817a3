package dev.cometj.reactor.mempool.rpc;

import dev.cometj.p2p.spi.Settings;
import java.time.Duration;

/// What clients may do.
///
/// @param waiting how many clients of `broadcast_tx_commit` may wait for a block at one time
/// @param patience how long one waits
/// @param hasUnsafe whether there are routes that change a running node
record RpcLimits(int waiting, Duration patience, boolean hasUnsafe) {
  static RpcLimits of(Settings settings) {
    return new RpcLimits(
        (int) settings.number("rpc.max_subscription_clients", 100),
        settings.duration("rpc.timeout_broadcast_tx_commit", Duration.ofSeconds(10)),
        settings.flag("rpc.unsafe", false));
  }
}
