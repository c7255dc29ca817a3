package dev.cometj.execution.component;

import dev.cometj.chain.abci.ConsensusConnection;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.Metrics.Buckets;
import dev.cometj.wire.abci.RequestExtendVote;
import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.RequestInitChain;
import dev.cometj.wire.abci.RequestPrepareProposal;
import dev.cometj.wire.abci.RequestProcessProposal;
import dev.cometj.wire.abci.RequestVerifyVoteExtension;
import dev.cometj.wire.abci.ResponseCommit;
import dev.cometj.wire.abci.ResponseExtendVote;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import dev.cometj.wire.abci.ResponseInitChain;
import dev.cometj.wire.abci.ResponsePrepareProposal;
import dev.cometj.wire.abci.ResponseProcessProposal;
import dev.cometj.wire.abci.ResponseVerifyVoteExtension;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/// Measures how long the application takes for each block; `BlockProcessingTime` of the original's `state/metrics.go`.
///
/// @param application who is asked
/// @param times in milliseconds
/// @param nanoTime the clock
record TimedExecution(
    ConsensusConnection application, Metrics.Histogram times, LongSupplier nanoTime)
    implements ConsensusConnection {
  private static final double NANOS_PER_MILLI = 1e6;

  static TimedExecution of(
      ConsensusConnection application, Metrics metrics, LongSupplier nanoTime) {
    return new TimedExecution(
        application,
        metrics.histogram(
            "state_block_processing_time",
            "Time spent processing FinalizeBlock",
            Buckets.linear(1, 10, 10)),
        nanoTime);
  }

  @Override
  public CompletionStage<ResponseInitChain> initChain(RequestInitChain request) {
    return application.initChain(request);
  }

  @Override
  public CompletionStage<ResponseFinalizeBlock> finalizeBlock(RequestFinalizeBlock request) {
    long begin = nanoTime.getAsLong();
    return application
        .finalizeBlock(request)
        .whenComplete((_, _) -> times.observe((nanoTime.getAsLong() - begin) / NANOS_PER_MILLI));
  }

  @Override
  public CompletionStage<ResponseCommit> commit() {
    return application.commit();
  }

  @Override
  public CompletionStage<ResponsePrepareProposal> prepareProposal(RequestPrepareProposal request) {
    return application.prepareProposal(request);
  }

  @Override
  public CompletionStage<ResponseProcessProposal> processProposal(RequestProcessProposal request) {
    return application.processProposal(request);
  }

  @Override
  public CompletionStage<ResponseExtendVote> extendVote(RequestExtendVote request) {
    return application.extendVote(request);
  }

  @Override
  public CompletionStage<ResponseVerifyVoteExtension> verifyVoteExtension(
      RequestVerifyVoteExtension request) {
    return application.verifyVoteExtension(request);
  }
}
