package dev.cometj.reactor.mempool.pool;

import java.time.Duration;

/// What the operator configured about the transactions that wait.
///
/// @param recheck whether they are checked again after each block; `mempool.recheck`
/// @param recheckTimeout how long a proposal waits for that once the application has got all; `mempool.recheck_timeout`
/// @param size how many there may be; `mempool.size`
/// @param maxTxsBytes how many bytes they may have together; `mempool.max_txs_bytes`
/// @param cacheSize how many are remembered as seen; `mempool.cache_size`
/// @param keepInvalid whether invalid ones are remembered, too; `mempool.keep-invalid-txs-in-cache`
/// @param maxTxBytes how many bytes one may have; `mempool.max_tx_bytes`
public record PoolSettings(
    boolean recheck,
    Duration recheckTimeout,
    int size,
    long maxTxsBytes,
    int cacheSize,
    boolean keepInvalid,
    int maxTxBytes) {}
