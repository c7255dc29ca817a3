package dev.cometj.execution.rpc;

import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.StateStore;
import dev.cometj.crypto.PublicKey;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What answers are made of; Go's `Environment` of `rpc/core/env.go`.
///
/// @param blocks the blocks
/// @param states the states
/// @param application the application; an archive has none
/// @param genesis the document that the chain begins with
/// @param validatorKey the key that this node signs with, as far as it is known
/// @param isCatchingUp whether the node is behind its peers
public record ChainSources(
    BlockStore blocks,
    StateStore states,
    Optional<AppConnections> application,
    GenesisText genesis,
    Supplier<Optional<PublicKey>> validatorKey,
    BooleanSupplier isCatchingUp) {

  /// The last height whose validators and parameters are known for sure.
  long lastUncommittedHeight() {
    return isCatchingUp.getAsBoolean() ? blocks.height() : blocks.height() + 1;
  }
}
