package dev.cometj.chain.service;

import dev.cometj.chain.Evidence;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// The service that keeps evidence over a restart: what waits for a block, and what is in one. Realises the storing half
/// of `evidence/pool.go`; what evidence is true is not its business.
///
/// Evidence is known by height and hash. Reads are synchronous and may be made from any thread. Writes return stages,
/// which end on any thread when the write is done; they are done one after the other, in the order of the calls, each
/// whole or not at all. A killed process has done them. A power loss may take them back, but not if anything survives
/// that the [StateStore] wrote later.
///
/// Reads throw, and stages fail with, [StoreException] only.
public interface EvidenceStore {
  /// Read all evidence that waits.
  ///
  /// @return the evidence, by rising height
  List<Evidence> pending();

  /// Tell whether evidence is in a block.
  ///
  /// @param evidence the evidence
  /// @return whether it was committed; what was committed before this node kept evidence is not known
  boolean isCommitted(Evidence evidence);

  /// Let evidence wait.
  ///
  /// @param evidence the evidence
  /// @return a stage that ends when it is written
  CompletionStage<Void> add(Evidence evidence);

  /// Remember that evidence is in a block; it waits no more.
  ///
  /// @param evidence the block's evidence
  /// @return a stage that ends when it is written
  CompletionStage<Void> commit(List<Evidence> evidence);

  /// Forget evidence that waits.
  ///
  /// @param evidence what became too old
  /// @return a stage that ends when it is gone
  CompletionStage<Void> remove(List<Evidence> evidence);
}
