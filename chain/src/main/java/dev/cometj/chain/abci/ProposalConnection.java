package dev.cometj.chain.abci;

import dev.cometj.wire.abci.RequestExtendVote;
import dev.cometj.wire.abci.RequestPrepareProposal;
import dev.cometj.wire.abci.RequestProcessProposal;
import dev.cometj.wire.abci.RequestVerifyVoteExtension;
import dev.cometj.wire.abci.ResponseExtendVote;
import dev.cometj.wire.abci.ResponsePrepareProposal;
import dev.cometj.wire.abci.ResponseProcessProposal;
import dev.cometj.wire.abci.ResponseVerifyVoteExtension;
import java.util.concurrent.CompletionStage;

/// What consensus asks the application before a block is decided; one half of [ConsensusConnection], where order,
/// threads and failures are described.
public interface ProposalConnection {
  /// Let the application choose the transactions of an own proposal.
  ///
  /// @param request the candidates
  /// @return a stage with the transactions
  CompletionStage<ResponsePrepareProposal> prepareProposal(RequestPrepareProposal request);

  /// Let the application judge a proposal.
  ///
  /// @param request the block
  /// @return a stage with the verdict
  CompletionStage<ResponseProcessProposal> processProposal(RequestProcessProposal request);

  /// Let the application extend an own precommit.
  ///
  /// @param request the block that is precommitted
  /// @return a stage with the extension
  CompletionStage<ResponseExtendVote> extendVote(RequestExtendVote request);

  /// Let the application judge another validator's extension.
  ///
  /// @param request the extension
  /// @return a stage with the verdict
  CompletionStage<ResponseVerifyVoteExtension> verifyVoteExtension(
      RequestVerifyVoteExtension request);
}
