package dev.cometj.execution.block;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockLimits;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.Tx;
import dev.cometj.chain.abci.ProposalConnection;
import dev.cometj.chain.service.BlockExecutionException;
import dev.cometj.chain.service.BlockExecutionException.Reason;
import dev.cometj.chain.service.BlockProposals;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.TxPool;
import dev.cometj.crypto.Bytes;
import dev.cometj.wire.abci.RequestPrepareProposal;
import dev.cometj.wire.abci.ResponseProcessProposal;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Makes proposals and has them judged.
///
/// @param application whom to ask
/// @param commits tells who voted
/// @param txPool where transactions come from
/// @param evidencePool where evidence comes from
/// @param blocking where the store is read
record Proposals(
    ProposalConnection application,
    CommitInfos commits,
    TxPool txPool,
    EvidencePool evidencePool,
    Executor blocking)
    implements BlockProposals {

  @Override
  public CompletionStage<Block> createProposalBlock(
      long height, State state, ExtendedCommit lastCommit, Bytes proposer) {
    long limit = state.consensusParams().block().maxBytes();
    long maxBytes = limit == -1 ? BlockLimits.MAX_BLOCK_BYTES : limit;
    return Steps.unwrapped(
        evidencePool
            .pending(state.consensusParams().evidence().maxBytes())
            .thenCompose(evidence -> {
              long room =
                  BlockLimits.maxDataBytes(
                      maxBytes, evidence.encodedSize(), state.validators().size());
              return txPool
                  .reap(limit == -1 ? -1 : room, state.consensusParams().block().maxGas())
                  .thenCompose(txs ->
                      prepared(
                          new NewBlock(height, lastCommit.toCommit(), evidence, proposer),
                          txs,
                          room,
                          state,
                          lastCommit));
            }));
  }

  private CompletionStage<Block> prepared(
      NewBlock plan, List<Tx> txs, long room, State state, ExtendedCommit lastCommit) {
    return Steps.on(blocking, () -> request(plan.of(txs, state), room, state, lastCommit))
        .thenCompose(application::prepareProposal)
        .thenApplyAsync(
            response -> {
              List<Tx> chosen = AbciValues.txs(response.getTxsList());
              checkFits(chosen, room);
              return plan.of(chosen, state);
            },
            blocking);
  }

  private RequestPrepareProposal request(
      Block candidate, long room, State state, ExtendedCommit lastCommit) {
    return RequestPrepareProposal.newBuilder()
        .setMaxTxBytes(room)
        .addAllTxs(AbciValues.wire(candidate.data()))
        .setLocalLastCommit(
            commits.extended(lastCommit, state.initialHeight(), state.consensusParams().abci()))
        .addAllMisbehavior(AbciValues.misbehavior(candidate.evidence()))
        .setHeight(candidate.height())
        .setTime(AbciValues.wire(candidate.header().time()))
        .setNextValidatorsHash(AbciValues.wire(candidate.header().nextValidatorsHash()))
        .setProposerAddress(AbciValues.wire(candidate.header().proposerAddress()))
        .build();
  }

  private static void checkFits(List<Tx> txs, long room) {
    long size = 0;
    for (Tx tx : txs) {
      size += tx.sizeInBlock();
    }
    if (size > room) {
      throw new BlockExecutionException(
          Reason.PROPOSAL_TOO_LARGE,
          "the application put %d bytes of transactions into a proposal that has room for %d"
              .formatted(size, room),
          null);
    }
  }

  @Override
  public CompletionStage<Boolean> processProposal(Block block, State state) {
    return Steps.unwrapped(
        Steps.on(
                blocking,
                () ->
                    BlockRequests.processProposal(
                        block, commits.lastCommit(block, state.initialHeight())))
            .thenCompose(application::processProposal)
            .thenApply(Proposals::isAccepted));
  }

  private static boolean isAccepted(ResponseProcessProposal response) {
    return switch (response.getStatus()) {
      case ACCEPT -> true;
      case UNKNOWN ->
          throw new BlockExecutionException(
              Reason.UNKNOWN_VERDICT,
              "the application neither accepted nor rejected a proposal",
              null);
      case REJECT, UNRECOGNIZED -> false;
    };
  }
}
