package dev.cometj.execution.block;

import dev.cometj.chain.Block;
import dev.cometj.chain.Vote;
import dev.cometj.chain.abci.ProposalConnection;
import dev.cometj.chain.service.BlockExecutionException;
import dev.cometj.chain.service.BlockExecutionException.Reason;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.VoteExtensions;
import dev.cometj.crypto.Bytes;
import dev.cometj.wire.abci.RequestVerifyVoteExtension;
import dev.cometj.wire.abci.ResponseVerifyVoteExtension;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Has precommits extended, and extensions judged.
///
/// @param application whom to ask
/// @param commits tells who voted
/// @param blocking where the store is read
record Extensions(ProposalConnection application, CommitInfos commits, Executor blocking)
    implements VoteExtensions {

  @Override
  public CompletionStage<Bytes> extendVote(Vote vote, Block block, State state) {
    if (!vote.blockId().hash().equals(block.hash()) || vote.height() != block.height()) {
      throw new IllegalArgumentException(
          "the vote is for %s at height %d, not for %s"
              .formatted(vote.blockId(), vote.height(), block));
    }
    return Steps.unwrapped(
        Steps.on(
                blocking,
                () ->
                    BlockRequests.extendVote(
                        block, commits.lastCommit(block, state.initialHeight())))
            .thenCompose(application::extendVote)
            .thenApply(response -> AbciValues.bytes(response.getVoteExtension())));
  }

  @Override
  public CompletionStage<Boolean> verifyVoteExtension(Vote vote) {
    return Steps.unwrapped(
        application
            .verifyVoteExtension(
                RequestVerifyVoteExtension.newBuilder()
                    .setHash(AbciValues.wire(vote.blockId().hash()))
                    .setValidatorAddress(AbciValues.wire(vote.validatorAddress()))
                    .setHeight(vote.height())
                    .setVoteExtension(AbciValues.wire(vote.extension()))
                    .build())
            .thenApply(Extensions::isAccepted));
  }

  private static boolean isAccepted(ResponseVerifyVoteExtension response) {
    return switch (response.getStatus()) {
      case ACCEPT -> true;
      case UNKNOWN ->
          throw new BlockExecutionException(
              Reason.UNKNOWN_VERDICT,
              "the application neither accepted nor rejected a vote extension",
              null);
      case REJECT, UNRECOGNIZED -> false;
    };
  }
}
