package dev.cometj.reactor.evidence.verification;

import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.LightClientAttackEvidence;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.reactor.evidence.verification.Verdict.Invalid;
import dev.cometj.reactor.evidence.verification.Verdict.Undecided;
import java.util.List;
import java.util.Optional;

/// Checks evidence against the blocks and validators of this node; `verify` of Go's `evidence/verify.go`.
///
/// The original calls everything invalid that it cannot confirm. Here what an honest node may well have sent, because it
/// is ahead, or because it does not know yet how far we are, is undecided.
///
/// Used by one thread at a time. It reads the stores, and checks as many signatures as a commit has.
public final class EvidenceVerifier {
  private final BlockStore blocks;
  private final StateStore states;
  private final LightClientAttackCheck attacks;

  /// Make a verifier.
  ///
  /// @param blocks this node's blocks
  /// @param states the validators of each height
  /// @param commits checks the signatures of commits
  public EvidenceVerifier(BlockStore blocks, StateStore states, CommitVerifier commits) {
    this.blocks = blocks;
    this.states = states;
    this.attacks = new LightClientAttackCheck(blocks, commits);
  }

  /// Check pieces in turn.
  ///
  /// @param state the newest state
  /// @param pieces the evidence, each of valid form
  /// @return the verdict of the first that is not valid, or that all are
  public Verdict verify(State state, List<Evidence> pieces) {
    Verdict verdict = new Verdict.Valid();
    for (Evidence piece : pieces) {
      verdict = verify(state, piece);
      if (!(verdict instanceof Verdict.Valid)) {
        break;
      }
    }
    return verdict;
  }

  private Verdict verify(State state, Evidence evidence) {
    try {
      return judge(state, evidence);
    } catch (StoreException e) {
      return new Undecided("the stores fail: " + e.getMessage());
    }
  }

  private Verdict judge(State state, Evidence evidence) {
    long height = evidence.height();
    Optional<BlockMeta> meta = blocks.meta(height);
    if (meta.isEmpty()) {
      return new Undecided("there is no header of height " + height);
    }
    Timestamp time = meta.get().header().time();
    if (!time.equals(evidence.time())) {
      return new Invalid(
          "its time is %s, but that of block %d is %s".formatted(evidence.time(), height, time));
    }
    if (Expiry.isExpired(state, height, time)) {
      return new Undecided("it is too old: of height %d and %s".formatted(height, time));
    }
    if (evidence instanceof DuplicateVoteEvidence duplicate) {
      Optional<Invalid> contradiction = DuplicateVoteCheck.contradiction(duplicate);
      if (contradiction.isPresent()) {
        return contradiction.get();
      }
    }
    // Last, because it may cost as much as all signatures.
    Optional<ValidatorSet> validators = states.validators(height);
    if (validators.isEmpty()) {
      return new Undecided("the validators of height %d are not here".formatted(height));
    }
    return switch (evidence) {
      case DuplicateVoteEvidence duplicate ->
          DuplicateVoteCheck.judge(duplicate, state.chainId(), validators.get());
      case LightClientAttackEvidence attack ->
          attacks.judge(attack, meta.get().header(), validators.get());
    };
  }
}
