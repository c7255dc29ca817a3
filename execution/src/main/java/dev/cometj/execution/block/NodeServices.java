package dev.cometj.execution.block;

import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.EventBus;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.TxPool;

/// What the executor needs of the rest of the node, besides the application.
///
/// @param blockStore where blocks are
/// @param stateStore where states, validators and results are
/// @param txPool the transactions that wait
/// @param evidencePool the evidence that waits
/// @param eventBus who is told of blocks
public record NodeServices(
    BlockStore blockStore,
    StateStore stateStore,
    TxPool txPool,
    EvidencePool evidencePool,
    EventBus eventBus) {

  /// The same stores with pools that do nothing, for blocks that are executed before the node runs.
  NodeServices withoutPools() {
    return new NodeServices(blockStore, stateStore, TxPool.empty(), EvidencePool.empty(), eventBus);
  }
}
