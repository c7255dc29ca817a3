package dev.cometj.chain.service;

import dev.cometj.chain.Block;
import dev.cometj.chain.Vote;
import dev.cometj.crypto.Bytes;
import java.util.concurrent.CompletionStage;

/// How the application extends precommits; a part of [BlockExecutor], where threads and failures are described.
public interface VoteExtensions {
  /// Ask the application for the data to attach to an own precommit.
  ///
  /// @param vote the precommit, for the block
  /// @param block the block
  /// @param state the state before the block
  /// @return a stage with the extension, possibly empty
  /// @throws IllegalArgumentException if the vote is not for the block
  CompletionStage<Bytes> extendVote(Vote vote, Block block, State state);

  /// Let the application judge the extension of another validator's precommit.
  ///
  /// @param vote the precommit, whose signatures are good
  /// @return a stage that tells whether the application accepts it
  CompletionStage<Boolean> verifyVoteExtension(Vote vote);
}
