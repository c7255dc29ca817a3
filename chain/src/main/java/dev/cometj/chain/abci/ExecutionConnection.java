package dev.cometj.chain.abci;

import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.RequestInitChain;
import dev.cometj.wire.abci.ResponseCommit;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import dev.cometj.wire.abci.ResponseInitChain;
import java.util.concurrent.CompletionStage;

/// How blocks are executed; the other half of [ConsensusConnection], where order, threads and failures are described.
public interface ExecutionConnection {
  /// Begin the chain.
  ///
  /// @param request the genesis
  /// @return a stage with the first state
  CompletionStage<ResponseInitChain> initChain(RequestInitChain request);

  /// Execute a decided block.
  ///
  /// @param request the block
  /// @return a stage with the results
  CompletionStage<ResponseFinalizeBlock> finalizeBlock(RequestFinalizeBlock request);

  /// Let the application keep the state of the block that was executed.
  ///
  /// @return a stage that tells which blocks may be forgotten
  CompletionStage<ResponseCommit> commit();
}
