package dev.cometj.reactor.blocksync;

import dev.cometj.chain.Block;
import dev.cometj.p2p.spi.Metrics;

/// What is measured; Go's `blocksync/metrics.go`, and what shows progress.
final class BlockSyncMeters {
  private final Metrics.Gauge syncing;
  private final Metrics.Gauge numTxs;
  private final Metrics.Gauge totalTxs;
  private final Metrics.Gauge blockSize;
  private final Metrics.Gauge latestHeight;
  private final Metrics.Gauge peerHeight;
  private final Metrics.Gauge openRequests;
  private final Metrics.Counter useless;
  private long txs;

  BlockSyncMeters(Metrics metrics) {
    syncing =
        metrics.gauge(
            "blocksync_syncing", "Whether or not a node is block syncing. 1 if yes, 0 if no.");
    numTxs = metrics.gauge("blocksync_num_txs", "Number of transactions in the latest block.");
    totalTxs = metrics.gauge("blocksync_total_txs", "Total number of transactions.");
    blockSize = metrics.gauge("blocksync_block_size_bytes", "Size of the latest block.");
    latestHeight =
        metrics.gauge("blocksync_latest_block_height", "The height of the latest block.");
    peerHeight =
        metrics.gauge("blocksync_peer_height", "The highest block that a peer claims to have.");
    openRequests = metrics.gauge("blocksync_open_requests", "How many blocks peers are asked for.");
    useless =
        metrics.counter(
            "blocksync_useless_blocks_total", "Blocks that came late, twice or unasked.");
  }

  void syncing(boolean value) {
    syncing.set(value ? 1 : 0);
  }

  void executed(Block block) {
    txs += block.data().txs().size();
    numTxs.set(block.data().txs().size());
    totalTxs.set((double) txs);
    blockSize.set(block.size());
    latestHeight.set((double) block.height());
  }

  void peers(long height, int requests) {
    peerHeight.set((double) height);
    openRequests.set(requests);
  }

  void useless() {
    useless.add(1);
  }
}
