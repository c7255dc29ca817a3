package dev.cometj.chain.service;

import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.Vote;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The service of the evidence reactor: what the executor, consensus and RPC use of Go's `evidence/pool.go`.
///
/// Calls may be made from any thread and return at once; stages end on any thread.
public interface EvidencePool {
  /// Give evidence for a proposal, in its order, without removing it.
  ///
  /// @param maxBytes the most bytes it may take in a block, [EvidenceList#encodedSize]; -1 for any number
  /// @return a stage with the evidence
  CompletionStage<EvidenceList> pending(long maxBytes);

  /// Check that the evidence of a block is true, not too old, not committed before, and there only once.
  ///
  /// @param evidence the block's evidence
  /// @return a stage that ends if it is so, and fails with an [InvalidBlockException] of [BlockRule#EVIDENCE] if not
  CompletionStage<Void> check(List<Evidence> evidence);

  /// Take over a committed block.
  ///
  /// @param state the state after the block, which is not saved yet
  /// @param committed its evidence, which is pending no more
  /// @return a stage that ends when that is done
  CompletionStage<Void> update(State state, List<Evidence> committed);

  /// Take evidence from a user of this node. What is known already is taken again without effect.
  ///
  /// @param evidence the evidence, of valid form
  /// @return a stage that ends when the evidence is checked and kept, and fails with a [RefusedEvidenceException] if it is
  ///     not taken
  CompletionStage<Void> add(Evidence evidence);

  /// Report that a validator contradicted itself. Evidence is made of it, and told to peers, once the height is
  /// decided, because only then its time is known.
  ///
  /// @param one a vote whose signature is good
  /// @param other another vote of the same validator, height, round and type for another block, likewise
  void reportConflictingVotes(Vote one, Vote other);

  /// Give a pool that never has evidence and believes that of every block, for nodes without evidence reactor and for the
  /// replay at the start.
  ///
  /// @return the empty pool
  static EvidencePool empty() {
    return new EvidencePool() {
      @Override
      public CompletionStage<EvidenceList> pending(long maxBytes) {
        return CompletableFuture.completedStage(EvidenceList.EMPTY);
      }

      @Override
      public CompletionStage<Void> check(List<Evidence> evidence) {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public CompletionStage<Void> update(State state, List<Evidence> committed) {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public CompletionStage<Void> add(Evidence evidence) {
        return CompletableFuture.failedStage(
            new RefusedEvidenceException(
                RefusedEvidenceException.Reason.UNDECIDED, "this node keeps no evidence"));
      }

      @Override
      public void reportConflictingVotes(Vote one, Vote other) {}
    };
  }
}
