package dev.cometj.reactor.evidence.verification;

import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.Header;
import dev.cometj.chain.LightBlock;
import dev.cometj.chain.LightClientAttackEvidence;
import dev.cometj.chain.SignedHeader;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.chain.validators.InvalidCommitException;
import dev.cometj.chain.validators.TrustLevel;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.reactor.evidence.verification.Verdict.Invalid;
import dev.cometj.reactor.evidence.verification.Verdict.Undecided;
import java.util.List;
import java.util.Optional;

/// Whether validators signed a block that is not the chain's: `VerifyLightClientAttack` of Go's `evidence/verify.go`.
final class LightClientAttackCheck {
  private final BlockStore blocks;
  private final CommitVerifier commits;

  LightClientAttackCheck(BlockStore blocks, CommitVerifier commits) {
    this.blocks = blocks;
    this.commits = commits;
  }

  Verdict judge(
      LightClientAttackEvidence evidence, Header commonHeader, ValidatorSet commonValidators) {
    long commonHeight = evidence.commonHeight();
    Optional<SignedHeader> common = signedHeader(commonHeight);
    if (common.isEmpty()) {
      return new Undecided("the commit of height %d is not here".formatted(commonHeight));
    }
    LightBlock conflicting = evidence.conflictingBlock();
    Optional<SignedHeader> own =
        conflicting.height() == commonHeight ? common : signedHeader(conflicting.height());
    if (own.isPresent()) {
      return judge(evidence, own.get(), commonValidators);
    }
    // A block above our last one may still be told from the chain's: its time is before that of
    // ours. The original
    // never gets that far, because nobody has the commit of the last block as the next one contains
    // it; nor do we.
    Optional<SignedHeader> last = signedHeader(blocks.height());
    if (last.isEmpty() || last.get().header().time().isBefore(conflicting.header().time())) {
      return new Undecided(
          "there is no block yet to compare with that of height " + conflicting.height());
    }
    Verdict verdict = judge(evidence, last.get(), commonValidators);
    return verdict instanceof Invalid(String detail)
        ? new Undecided("compared with our last block: " + detail)
        : verdict;
  }

  /// A header with the commit that the next block contains.
  private Optional<SignedHeader> signedHeader(long height) {
    Optional<BlockMeta> meta = blocks.meta(height);
    return meta.flatMap(
        found -> blocks.commit(height).map(commit -> new SignedHeader(found.header(), commit)));
  }

  Verdict judge(
      LightClientAttackEvidence evidence, SignedHeader trusted, ValidatorSet commonValidators) {
    LightBlock conflicting = evidence.conflictingBlock();
    if (conflicting.height() == evidence.commonHeight()
        && evidence.isConflictingHeaderInvalid(trusted.header())) {
      return new Invalid("the conflicting header is not derived from the block before it");
    }
    if (commonValidators.totalVotingPower() != evidence.totalVotingPower()) {
      return new Invalid(
          "the total power was %d, not %d"
              .formatted(commonValidators.totalVotingPower(), evidence.totalVotingPower()));
    }
    if (conflicting.height() > trusted.height()) {
      if (conflicting.header().time().isAfter(trusted.header().time())) {
        return new Invalid("the conflicting block is later and higher than our last one");
      }
    } else if (conflicting.hash().equals(trusted.hash())) {
      return new Invalid("the conflicting block is that of the chain");
    }
    Optional<Verdict> fault = compareGuilty(evidence, trusted, commonValidators);
    if (fault.isPresent()) {
      return fault.get();
    }
    return checkSignatures(evidence, trusted.header().chainId(), commonValidators);
  }

  /// Compare the guilty with those that are named. For a block of another round nobody can be proven guilty; the original
  /// takes such evidence from its own user, but from no peer and in no block, because it tells an empty list from none
  /// there.
  private static Optional<Verdict> compareGuilty(
      LightClientAttackEvidence evidence, SignedHeader trusted, ValidatorSet commonValidators) {
    List<Validator> guilty = evidence.findByzantineValidators(commonValidators, trusted);
    List<Validator> named = evidence.byzantineValidators();
    if (guilty.size() != named.size()) {
      return Optional.of(
          new Invalid("%d validators are guilty, not %d".formatted(guilty.size(), named.size())));
    }
    if (guilty.isEmpty()) {
      return Optional.of(new Undecided("nobody can be proven guilty"));
    }
    for (int i = 0; i < guilty.size(); i++) {
      Validator one = guilty.get(i);
      Validator other = named.get(i);
      if (!one.address().equals(other.address()) || one.votingPower() != other.votingPower()) {
        return Optional.of(new Invalid("guilty is %s, but named is %s".formatted(one, other)));
      }
    }
    return Optional.empty();
  }

  /// Last, because a stranger chose how many there are.
  private Verdict checkSignatures(
      LightClientAttackEvidence evidence, String chainId, ValidatorSet commonValidators) {
    LightBlock conflicting = evidence.conflictingBlock();
    try {
      if (conflicting.height() != evidence.commonHeight()) {
        commits.verifyLightTrustingAllSignatures(
            chainId, commonValidators, conflicting.commit(), TrustLevel.ONE_THIRD);
      }
      commits.verifyLightAllSignatures(
          chainId,
          conflicting.validatorSet(),
          conflicting.commit().blockId(),
          conflicting.height(),
          conflicting.commit());
      return new Verdict.Valid();
    } catch (InvalidCommitException e) {
      return new Invalid("the conflicting block's commit: " + e.getMessage());
    }
  }
}
