package dev.cometj.execution.block;

import dev.cometj.chain.abci.ExecutionConnection;
import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.RequestInitChain;
import dev.cometj.wire.abci.ResponseCommit;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import dev.cometj.wire.abci.ResponseInitChain;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Stands for an application that has committed a block already: it repeats the answer that was kept. Realises
/// `newMockProxyApp` of `consensus/replay_stubs.go`.
///
/// @param response the answer
record RecordedExecution(ResponseFinalizeBlock response) implements ExecutionConnection {

  @Override
  public CompletionStage<ResponseInitChain> initChain(RequestInitChain request) {
    throw new IllegalStateException("a chain that has blocks does not begin again");
  }

  @Override
  public CompletionStage<ResponseFinalizeBlock> finalizeBlock(RequestFinalizeBlock request) {
    return CompletableFuture.completedStage(response);
  }

  @Override
  public CompletionStage<ResponseCommit> commit() {
    return CompletableFuture.completedStage(ResponseCommit.getDefaultInstance());
  }
}
