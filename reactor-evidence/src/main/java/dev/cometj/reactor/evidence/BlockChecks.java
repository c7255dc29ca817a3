package dev.cometj.reactor.evidence;

import dev.cometj.chain.Evidence;
import dev.cometj.chain.LightClientAttackEvidence;
import dev.cometj.chain.service.BlockRule;
import dev.cometj.chain.service.InvalidBlockException;
import dev.cometj.chain.service.StoreException;
import dev.cometj.crypto.Bytes;
import dev.cometj.reactor.evidence.pool.Pool;
import dev.cometj.reactor.evidence.verification.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Checks the evidence of blocks: `CheckEvidence` of Go's `evidence/pool.go`. It has a verifier of its own and waits for
/// no peer.
///
/// Confined to the reactor's mailbox.
final class BlockChecks {
  private final Pool pool;
  private final VerificationTurns.Lane lane;

  BlockChecks(Pool pool, VerificationTurns turns) {
    this.pool = pool;
    this.lane = turns.lane();
  }

  /// Check the evidence of a block, and keep what was not known.
  ///
  /// @param evidence the block's evidence
  /// @param answer ends when it is true, and fails if not
  void check(List<Evidence> evidence, CompletableFuture<Void> answer) {
    lane.submit(
        new VerificationTurns.Job() {
          private List<Evidence> unknown = List.of();

          @Override
          public Optional<List<Evidence>> pieces() {
            try {
              unknown = unknown(evidence);
            } catch (InvalidBlockException | StoreException e) {
              answer.completeExceptionally(e);
              return Optional.empty();
            }
            if (unknown.isEmpty()) {
              answer.complete(null);
              return Optional.empty();
            }
            return Optional.of(unknown);
          }

          @Override
          public void judged(Verdict verdict) {
            switch (verdict) {
              case Verdict.Valid _ -> keep(unknown, answer);
              case Verdict.Invalid(String detail) -> answer.completeExceptionally(invalid(detail));
              case Verdict.Undecided(String detail) ->
                  answer.completeExceptionally(invalid(detail));
            }
          }
        });
  }

  /// The pieces that must be checked. Votes that are pending were checked; but of light client attacks there may be
  /// several with the same hash, so each is checked again.
  private List<Evidence> unknown(List<Evidence> evidence) throws InvalidBlockException {
    Set<Bytes> hashes = new HashSet<>();
    for (Evidence piece : evidence) {
      if (!hashes.add(piece.hash())) {
        throw invalid("evidence %s is there twice".formatted(piece.hash()));
      }
    }
    List<Evidence> unknown =
        evidence.stream()
            .filter(piece ->
                piece instanceof LightClientAttackEvidence || !pool.pending().contains(piece))
            .toList();
    for (Evidence piece : unknown) {
      if (pool.isCommitted(piece)) {
        throw invalid("evidence %s is in an earlier block".formatted(piece.hash()));
      }
    }
    return unknown;
  }

  /// So that the application can be told of it soon. The verdict holds even if that fails.
  private void keep(List<Evidence> checked, CompletableFuture<Void> answer) {
    try {
      checked.stream()
          .filter(pool.pending()::hasRoomFor)
          .forEach(piece -> {
            var _ = pool.keep(piece);
          });
      answer.complete(null);
    } catch (StoreException e) {
      answer.completeExceptionally(e);
    }
  }

  private static InvalidBlockException invalid(String detail) {
    return new InvalidBlockException(BlockRule.EVIDENCE, detail, null);
  }
}
