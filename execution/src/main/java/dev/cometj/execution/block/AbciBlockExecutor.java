package dev.cometj.execution.block;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.Vote;
import dev.cometj.chain.abci.ConsensusConnection;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockProposals;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.VoteExtensions;
import dev.cometj.crypto.Bytes;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Checks and executes blocks with the application of a connection. Usable from any thread.
public final class AbciBlockExecutor implements BlockExecutor {
  private final NodeServices services;
  private final BlockValidation validation;
  private final BlockApplication application;
  private final BlockProposals proposals;
  private final VoteExtensions extensions;
  private final Executor computation;

  /// Make the executor.
  ///
  /// @param connection the application
  /// @param services stores, pools and listeners
  /// @param validation the rules
  /// @param blocking where stores are used
  /// @param computation where blocks are checked
  public AbciBlockExecutor(
      ConsensusConnection connection,
      NodeServices services,
      BlockValidation validation,
      Executor blocking,
      Executor computation) {
    CommitInfos commits = new CommitInfos(services.stateStore());
    this.services = services;
    this.validation = validation;
    this.application = new BlockApplication(connection, services, blocking);
    this.proposals =
        new Proposals(connection, commits, services.txPool(), services.evidencePool(), blocking);
    this.extensions = new Extensions(connection, commits, blocking);
    this.computation = computation;
  }

  @Override
  public CompletionStage<Void> validateBlock(State state, Block block) {
    return validate(state, block, true);
  }

  @Override
  public CompletionStage<Void> validateBlockWithoutLastCommit(State state, Block block) {
    return validate(state, block, false);
  }

  private CompletionStage<Void> validate(State state, Block block, boolean checksLastCommit) {
    return Steps.unwrapped(
        Steps.on(
                computation,
                () -> {
                  validation.check(state, block, checksLastCommit);
                  return block.evidence().pieces();
                })
            .thenCompose(evidence -> services.evidencePool().check(evidence)));
  }

  @Override
  public CompletionStage<State> applyVerifiedBlock(State state, BlockId blockId, Block block) {
    return application.apply(state, blockId, block);
  }

  @Override
  public CompletionStage<Block> createProposalBlock(
      long height, State state, ExtendedCommit lastCommit, Bytes proposer) {
    return proposals.createProposalBlock(height, state, lastCommit, proposer);
  }

  @Override
  public CompletionStage<Boolean> processProposal(Block block, State state) {
    return proposals.processProposal(block, state);
  }

  @Override
  public CompletionStage<Bytes> extendVote(Vote vote, Block block, State state) {
    return extensions.extendVote(vote, block, state);
  }

  @Override
  public CompletionStage<Boolean> verifyVoteExtension(Vote vote) {
    return extensions.verifyVoteExtension(vote);
  }
}
