package dev.cometj.reactor.evidence;

import dev.cometj.chain.Evidence;
import dev.cometj.chain.service.RefusedEvidenceException.Reason;
import dev.cometj.chain.service.StoreException;
import dev.cometj.reactor.evidence.Outcome.Kept;
import dev.cometj.reactor.evidence.Outcome.Refused;
import dev.cometj.reactor.evidence.pool.Pool;
import dev.cometj.reactor.evidence.verification.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Takes evidence from peers and from users of this node: `AddEvidence` of Go's `evidence/pool.go`. What is known already
/// costs a look-up, and what there is no room for is not checked at all.
///
/// Confined to the reactor's mailbox.
final class Intake {
  private final Pool pool;
  private final VerificationTurns turns;

  Intake(Pool pool, VerificationTurns turns) {
    this.pool = pool;
    this.turns = turns;
  }

  /// Make a place for one who brings evidence.
  VerificationTurns.Lane lane() {
    return turns.lane();
  }

  /// Check a piece when its turn comes, and keep it if it is true.
  ///
  /// @param lane whose turn
  /// @param evidence the piece, of valid form
  /// @param then gets the outcome, once, unless the lane is closed before
  void offer(VerificationTurns.Lane lane, Evidence evidence, Consumer<Outcome> then) {
    lane.submit(
        new VerificationTurns.Job() {
          @Override
          public Optional<List<Evidence>> pieces() {
            Optional<Outcome> known = known(evidence);
            known.ifPresent(then);
            return known.isPresent() ? Optional.empty() : Optional.of(List.of(evidence));
          }

          @Override
          public void judged(Verdict verdict) {
            then.accept(
                switch (verdict) {
                  case Verdict.Valid _ -> keep(evidence);
                  case Verdict.Invalid(String detail) -> new Refused(Reason.INVALID, detail);
                  case Verdict.Undecided(String detail) -> new Refused(Reason.UNDECIDED, detail);
                });
          }
        });
  }

  /// What can be told of a piece without checking it.
  Optional<Outcome> known(Evidence evidence) {
    try {
      if (pool.pending().contains(evidence) || pool.isCommitted(evidence)) {
        return Optional.of(new Kept(CompletableFuture.completedStage(null)));
      }
    } catch (StoreException e) {
      return Optional.of(failed(e));
    }
    return pool.pending().hasRoomFor(evidence)
        ? Optional.empty()
        : Optional.of(new Refused(Reason.FULL, "too much evidence waits for a block already"));
  }

  private Outcome keep(Evidence evidence) {
    try {
      return new Kept(pool.keep(evidence));
    } catch (StoreException e) {
      return failed(e);
    }
  }

  private static Outcome failed(StoreException e) {
    return new Refused(Reason.UNDECIDED, "the stores fail: " + e.getMessage());
  }
}
