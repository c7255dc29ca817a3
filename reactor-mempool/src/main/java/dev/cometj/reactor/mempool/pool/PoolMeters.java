package dev.cometj.reactor.mempool.pool;

import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.Metrics.Buckets;
import dev.cometj.p2p.spi.Metrics.Counter;
import dev.cometj.p2p.spi.Metrics.Gauge;
import dev.cometj.p2p.spi.Metrics.Histogram;

/// The meters of Go's `mempool/metrics.go`.
///
/// @param size how many transactions wait
/// @param sizeBytes how many bytes they have
/// @param txSizes how many bytes each one has that comes into the list
/// @param failed how many the application, or its wish for gas, ruled out
/// @param rejected how many there was no room for
/// @param evicted how many were good no more after a block
/// @param rechecks how often one was checked again
record PoolMeters(
    Gauge size,
    Gauge sizeBytes,
    Histogram txSizes,
    Counter failed,
    Counter rejected,
    Counter evicted,
    Counter rechecks) {
  static PoolMeters of(Metrics metrics) {
    return new PoolMeters(
        metrics.gauge("mempool_size", "Number of uncommitted transactions in the mempool."),
        metrics.gauge("mempool_size_bytes", "Total size of the mempool in bytes."),
        metrics.histogram(
            "mempool_tx_size_bytes",
            "Histogram of transaction sizes in bytes.",
            Buckets.exponential(1, 3, 7)),
        metrics.counter("mempool_failed_txs", "Transactions that were checked and found invalid."),
        metrics.counter("mempool_rejected_txs", "Transactions that there was no room for."),
        metrics.counter("mempool_evicted_txs", "Transactions that became invalid by a block."),
        metrics.counter("mempool_recheck_times", "Transactions that were checked again."));
  }
}
