package dev.cometj.chain.service;

import dev.cometj.chain.Block;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.crypto.Bytes;
import java.util.concurrent.CompletionStage;

/// How proposals are made and judged; a part of [BlockExecutor], where threads and failures are described.
public interface BlockProposals {
  /// Make the block that this node proposes: of pending evidence first, then of transactions from the pool, among which
  /// the application chooses (`CreateProposalBlock`).
  ///
  /// @param height the height to propose for
  /// @param state the state before that height
  /// @param lastCommit the votes for the block before; of height 0 and without entries at the initial height
  /// @param proposer the address of this node's validator, 20 bytes
  /// @return a stage with the block
  CompletionStage<Block> createProposalBlock(
      long height, State state, ExtendedCommit lastCommit, Bytes proposer);

  /// Let the application judge a proposal that passed [BlockExecutor#validateBlock].
  ///
  /// @param block the proposed block
  /// @param state the state before it
  /// @return a stage that tells whether the application accepts it
  CompletionStage<Boolean> processProposal(Block block, State state);
}
