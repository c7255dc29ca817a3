package dev.cometj.execution.abci.call;

import dev.cometj.chain.abci.ConsensusConnection;
import dev.cometj.wire.abci.RequestCommit;
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

/// The consensus connection over a caller.
///
/// @param caller the connection
public record CallerConsensus(Caller caller) implements ConsensusConnection {
  @Override
  public CompletionStage<ResponseInitChain> initChain(RequestInitChain request) {
    return caller.call(AbciMethod.INIT_CHAIN, request);
  }

  @Override
  public CompletionStage<ResponsePrepareProposal> prepareProposal(RequestPrepareProposal request) {
    return caller.call(AbciMethod.PREPARE_PROPOSAL, request);
  }

  @Override
  public CompletionStage<ResponseProcessProposal> processProposal(RequestProcessProposal request) {
    return caller.call(AbciMethod.PROCESS_PROPOSAL, request);
  }

  @Override
  public CompletionStage<ResponseExtendVote> extendVote(RequestExtendVote request) {
    return caller.call(AbciMethod.EXTEND_VOTE, request);
  }

  @Override
  public CompletionStage<ResponseVerifyVoteExtension> verifyVoteExtension(
      RequestVerifyVoteExtension request) {
    return caller.call(AbciMethod.VERIFY_VOTE_EXTENSION, request);
  }

  @Override
  public CompletionStage<ResponseFinalizeBlock> finalizeBlock(RequestFinalizeBlock request) {
    return caller.call(AbciMethod.FINALIZE_BLOCK, request);
  }

  @Override
  public CompletionStage<ResponseCommit> commit() {
    return caller.call(AbciMethod.COMMIT, RequestCommit.getDefaultInstance());
  }
}
