package dev.cometj.reactor.evidence.pool;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.cometj.chain.ChainException;
import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.Vote;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.EvidenceStore;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.crypto.Bytes;
import dev.cometj.reactor.evidence.pool.ConflictingVotes.Pair;
import dev.cometj.reactor.evidence.verification.Expiry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The evidence this node knows of: what waits for a block, which is held in memory and in the store, and what is in one,
/// which is in the store. Realises `evidence/pool.go`, but for the checking.
///
/// Confined to the reactor's mailbox.
public final class Pool {
  private static final System.Logger LOG = System.getLogger(Pool.class.getName());

  private final BlockStore blocks;
  private final StateStore states;
  private final EvidenceStore store;
  private final EvidenceOfVotes evidenceOfVotes;
  private final Executor mailbox;
  private final Executor computation;
  private final Runnable changed;
  private final PendingEvidence pending = new PendingEvidence();
  private final ConflictingVotes votes = new ConflictingVotes();

  /// What is in a block, but perhaps not yet in the store.
  private final Set<Bytes> committing = new HashSet<>();

  private @Nullable State state;

  /// Make an empty pool.
  ///
  /// @param blocks this node's blocks
  /// @param states the validators of each height
  /// @param store where evidence is kept
  /// @param mailbox the reactor's mailbox
  /// @param computation where long reads are done
  /// @param changed is told when other evidence is pending than before
  public Pool(
      BlockStore blocks,
      StateStore states,
      EvidenceStore store,
      Executor mailbox,
      Executor computation,
      Runnable changed) {
    this.blocks = blocks;
    this.states = states;
    this.store = store;
    this.evidenceOfVotes = new EvidenceOfVotes(blocks, states);
    this.mailbox = mailbox;
    this.computation = computation;
    this.changed = changed;
  }

  /// What was kept over a restart.
  ///
  /// @param state the newest state, or empty before the first
  /// @param pending what waited for a block
  /// @param lastCommitted the evidence of the state's last block
  public record Kept(Optional<State> state, List<Evidence> pending, List<Evidence> lastCommitted) {}

  /// Read what was kept; it blocks, and may be called from elsewhere than the mailbox.
  ///
  /// @param states the states
  /// @param blocks the blocks
  /// @param store the evidence
  /// @return what is there
  /// @throws StoreException if it cannot be read
  public static Kept read(StateStore states, BlockStore blocks, EvidenceStore store) {
    Optional<State> state = states.load();
    List<Evidence> lastCommitted =
        state
            .flatMap(last -> blocks.block(last.lastBlockHeight()))
            .map(block -> block.evidence().pieces())
            .orElse(List.of());
    return new Kept(state, store.pending(), lastCommitted);
  }

  /// Take over what was kept. A node that stopped within a block may have replayed it without this pool, so the last
  /// block's evidence is committed once more; the original forgets it.
  ///
  /// @param kept what was read
  /// @return a stage that ends when the store is up to date
  public CompletionStage<Void> restore(Kept kept) {
    if (state == null) {
      state = kept.state().orElse(null);
    }
    kept.pending().forEach(pending::add);
    List<CompletionStage<Void>> writes = new ArrayList<>();
    commit(kept.lastCommitted(), writes);
    expire(writes);
    changed.run();
    return all(writes);
  }

  /// Give the newest state.
  ///
  /// @return the state, or empty before the first
  public Optional<State> state() {
    if (state == null) {
      state = states.load().orElse(null);
    }
    return Optional.ofNullable(state);
  }

  /// Give what waits for a block.
  ///
  /// @return the live collection, to read
  public PendingEvidence pending() {
    return pending;
  }

  /// Tell whether evidence is in a block.
  ///
  /// @param evidence the evidence
  /// @return whether it is, as far as this node knows
  /// @throws StoreException if the store fails
  public boolean isCommitted(Evidence evidence) {
    return committing.contains(evidence.hash()) || store.isCommitted(evidence);
  }

  /// Keep true evidence, unless it is known already.
  ///
  /// @param evidence the evidence
  /// @return a stage that ends when it is in the store
  /// @throws StoreException if the store fails
  public CompletionStage<Void> keep(Evidence evidence) {
    if (isCommitted(evidence) || !pending.add(evidence)) {
      return CompletableFuture.completedStage(null);
    }
    LOG.log(INFO, "Evidence that a validator misbehaved: {0}", describe(evidence));
    CompletionStage<Void> written = store.add(evidence);
    changed.run();
    return written;
  }

  /// Give evidence for a proposal.
  ///
  /// @param maxBytes the most bytes of the list; -1 for all
  /// @return the list
  public EvidenceList proposal(long maxBytes) {
    return pending.list(maxBytes);
  }

  /// Keep two votes until their height is decided.
  ///
  /// @param one a vote
  /// @param other a vote that contradicts it
  public void report(Vote one, Vote other) {
    if (!votes.add(new Pair(one, other))) {
      LOG.log(INFO, "Enough conflicting votes of {0} wait already", one.validatorAddress());
    }
  }

  /// Take over a committed block: make evidence of the votes that were reported, commit that of the block, and forget
  /// what is too old now.
  ///
  /// @param newState the state after the block
  /// @param committed the block's evidence
  /// @return a stage that ends when all is in the store
  /// @throws ChainException if the block is from before the newest state
  /// @throws StoreException if the store fails
  public CompletionStage<Void> update(State newState, List<Evidence> committed) {
    long before = state().map(State::lastBlockHeight).orElse(0L);
    if (newState.lastBlockHeight() < before) {
      throw new ChainException(
          "the evidence pool is at height %d and cannot go back to %d"
              .formatted(before, newState.lastBlockHeight()));
    }
    List<CompletionStage<Void>> writes = new ArrayList<>();
    for (Pair pair : votes.takeUpTo(newState.lastBlockHeight())) {
      writes.add(
          pair.height() == newState.lastBlockHeight()
              ? keepIfMade(pair, EvidenceOfVotes.ofLastBlock(pair, newState))
              : CompletableFuture.supplyAsync(() -> evidenceOfVotes.ofOlderBlock(pair), computation)
                  .thenComposeAsync(made -> keepIfMade(pair, made), mailbox));
    }
    if (newState.lastBlockHeight() > before + 1) {
      // The one block that a starting node replays without this pool.
      blocks
          .block(newState.lastBlockHeight() - 1)
          .ifPresent(missed -> commit(missed.evidence().pieces(), writes));
    }
    state = newState;
    commit(committed, writes);
    expire(writes);
    changed.run();
    return all(writes);
  }

  private CompletionStage<Void> keepIfMade(Pair pair, Optional<DuplicateVoteEvidence> made) {
    if (made.isEmpty()) {
      LOG.log(WARNING, "The conflicting votes make no evidence: {0}", pair);
      return CompletableFuture.completedStage(null);
    }
    return pending.hasRoomFor(made.get())
        ? keep(made.get())
        : CompletableFuture.completedStage(null);
  }

  private void commit(List<Evidence> evidence, List<CompletionStage<Void>> writes) {
    if (evidence.isEmpty()) {
      return;
    }
    List<Bytes> hashes = evidence.stream().map(Evidence::hash).toList();
    committing.addAll(hashes);
    evidence.forEach(pending::remove);
    writes.add(
        store.commit(evidence).thenRunAsync(() -> hashes.forEach(committing::remove), mailbox));
  }

  private void expire(List<CompletionStage<Void>> writes) {
    if (state == null) {
      return;
    }
    List<Evidence> expired = new ArrayList<>();
    Optional<Evidence> oldest = pending.oldest();
    while (oldest.isPresent()
        && Expiry.isExpired(state, oldest.get().height(), oldest.get().time())) {
      expired.add(oldest.get());
      pending.remove(oldest.get());
      oldest = pending.oldest();
    }
    if (!expired.isEmpty()) {
      writes.add(store.remove(expired));
    }
  }

  private static CompletionStage<Void> all(List<CompletionStage<Void>> stages) {
    return CompletableFuture.allOf(
        stages.stream()
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture<?>[]::new));
  }

  private static String describe(Evidence evidence) {
    return "%s of height %d, %s"
        .formatted(evidence.getClass().getSimpleName(), evidence.height(), evidence.hash());
  }
}
