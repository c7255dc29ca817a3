package dev.cometj.reactor.mempool.rpc;

import dev.cometj.chain.service.BlockEvents;
import dev.cometj.chain.service.TxIntake;
import dev.cometj.chain.service.WaitingTxs;
import java.util.Optional;

/// What the routes ask.
///
/// @param intake takes transactions
/// @param waiting shows them
/// @param blocks tells of executed blocks, if this node executes any
record PoolServices(TxIntake intake, WaitingTxs waiting, Optional<BlockEvents> blocks) {}
