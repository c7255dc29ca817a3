package dev.cometj.chain.validators;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.CommitSignBytes;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.Vote;
import dev.cometj.chain.validators.InvalidCommitException.Fault;
import dev.cometj.crypto.Ed25519KeyCache;
import dev.cometj.crypto.Ed25519PublicKey;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Tells whether enough validators signed a commit. Realises `types/validation.go`.
///
/// The verdicts are the original's, which come in two kinds. With at least two entries and nothing but Ed25519 keys,
/// entries are checked for their form up to the last one that is needed, then the power is counted, and then the
/// signatures are checked together. Otherwise each signature is checked in its turn. What is wrong first is what
/// the exception says.
///
/// Signatures are checked by the caller and on an executor at once; the methods return when all is done. They block for
/// milliseconds, so reactors call them off their mailbox. Safe for any thread if the source of randomness is.
public final class CommitVerifier {

  /// From so many entries on, signatures are checked together.
  private static final int BATCH_FROM = 2;

  private final RandomGenerator random;
  private final Executor executor;
  private final int parallelism;
  private final Ed25519KeyCache keys;

  /// Makes a verifier.
  ///
  /// @param random where the coefficients of batches come from, a [java.security.SecureRandom] outside of simulations;
  ///     only calling threads use it
  /// @param executor where signatures are checked besides on the calling thread; it may also run them at once
  /// @param parallelism in how many pieces a commit is checked at most, from 1
  /// @param keys the cache of keys
  public CommitVerifier(
      RandomGenerator random, Executor executor, int parallelism, Ed25519KeyCache keys) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("a commit is checked in at least one piece");
    }
    this.random = random;
    this.executor = executor;
    this.parallelism = parallelism;
    this.keys = keys;
  }

  /// Checks that more than two thirds of the power signed for the block and that every signature is good, those for no
  /// block included (`VerifyCommit`).
  ///
  /// @param chainId the chain's name
  /// @param validators the validators of the height
  /// @param blockId the block
  /// @param height the height
  /// @param commit the commit
  /// @throws InvalidCommitException if it is not so
  public void verify(
      String chainId, ValidatorSet validators, BlockId blockId, long height, Commit commit)
      throws InvalidCommitException {
    checkFits(validators, blockId, height, commit);
    check(chainId, validators, commit, Demand.everything(validators));
  }

  /// Checks commits of several blocks, each as [#verify] does, and their signatures together, which takes much less time
  /// for validators who signed more than one of them. If a commit is not as it should be, each is checked once more by
  /// itself, to tell which.
  ///
  /// @param chainId the chain's name
  /// @param claims the commits and what they have to show
  /// @return of each commit, in their order, what is wrong with it, or empty
  public List<Optional<InvalidCommitException>> verifyEach(
      String chainId, List<CommitClaim> claims) {
    return claims.size() > 1 && holdTogether(chainId, claims)
        ? Collections.nCopies(claims.size(), Optional.empty())
        : claims.stream().map(claim -> fault(chainId, claim)).toList();
  }

  private Optional<InvalidCommitException> fault(String chainId, CommitClaim claim) {
    try {
      verify(chainId, claim.validators(), claim.blockId(), claim.height(), claim.commit());
      return Optional.empty();
    } catch (InvalidCommitException e) {
      return Optional.of(e);
    }
  }

  /// Tells whether all commits are as they should be. If not, this does not say which.
  private boolean holdTogether(String chainId, List<CommitClaim> claims) {
    SignatureCheck signatures = new SignatureCheck();
    for (CommitClaim claim : claims) {
      Commit commit = claim.commit();
      ValidatorSet validators = claim.validators();
      Demand demand = Demand.everything(validators);
      try {
        checkFits(validators, claim.blockId(), claim.height(), commit);
      } catch (InvalidCommitException _) {
        return false;
      }
      boolean together = areCheckedTogether(validators, commit);
      Tally tally =
          new Tally(validators, commit, commit.signBytes(chainId), demand, together, signatures);
      if (tally.count() != null || tally.power <= demand.power()) {
        return false;
      }
    }
    return signatures.firstBad(random, executor, parallelism, keys) < 0;
  }

  /// Checks that more than two thirds of the power signed for the block, and no more signatures than that takes
  /// (`VerifyCommitLight`).
  ///
  /// @param chainId the chain's name
  /// @param validators the validators of the height
  /// @param blockId the block
  /// @param height the height
  /// @param commit the commit
  /// @throws InvalidCommitException if it is not so
  public void verifyLight(
      String chainId, ValidatorSet validators, BlockId blockId, long height, Commit commit)
      throws InvalidCommitException {
    checkFits(validators, blockId, height, commit);
    check(chainId, validators, commit, new Demand(validators.twoThirds(), true, false, true));
  }

  /// Checks that more than two thirds of the power signed for the block, and every signature for it
  /// (`VerifyCommitLightAllSignatures`).
  ///
  /// @param chainId the chain's name
  /// @param validators the validators of the height
  /// @param blockId the block
  /// @param height the height
  /// @param commit the commit
  /// @throws InvalidCommitException if it is not so
  public void verifyLightAllSignatures(
      String chainId, ValidatorSet validators, BlockId blockId, long height, Commit commit)
      throws InvalidCommitException {
    checkFits(validators, blockId, height, commit);
    check(chainId, validators, commit, new Demand(validators.twoThirds(), true, true, true));
  }

  /// Checks that more than a part of the power of other, trusted validators signed for the block, and no more signatures
  /// than that takes (`VerifyCommitLightTrusting`).
  ///
  /// @param chainId the chain's name
  /// @param trusted validators of some height; entries of others are passed over
  /// @param commit the commit
  /// @param level the part of the power
  /// @throws InvalidCommitException if it is not so
  public void verifyLightTrusting(
      String chainId, ValidatorSet trusted, Commit commit, TrustLevel level)
      throws InvalidCommitException {
    check(chainId, trusted, commit, new Demand(needed(trusted, level), true, false, false));
  }

  /// Checks that more than a part of the power of other, trusted validators signed for the block, and every signature of
  /// theirs for it (`VerifyCommitLightTrustingAllSignatures`).
  ///
  /// @param chainId the chain's name
  /// @param trusted validators of some height; entries of others are passed over
  /// @param commit the commit
  /// @param level the part of the power
  /// @throws InvalidCommitException if it is not so
  public void verifyLightTrustingAllSignatures(
      String chainId, ValidatorSet trusted, Commit commit, TrustLevel level)
      throws InvalidCommitException {
    check(chainId, trusted, commit, new Demand(needed(trusted, level), true, true, false));
  }

  /// Checks an extended commit like [#verify], and that every vote for the block has an extension that its validator
  /// signed (`VerifyCommitExtended`).
  ///
  /// @param chainId the chain's name
  /// @param validators the validators of the height
  /// @param blockId the block
  /// @param height the height
  /// @param commit the commit
  /// @throws InvalidCommitException if it is not so
  public void verifyExtended(
      String chainId, ValidatorSet validators, BlockId blockId, long height, ExtendedCommit commit)
      throws InvalidCommitException {
    try {
      commit.ensureExtensions(true);
    } catch (InvalidChainDataException e) {
      throw new InvalidCommitException(Fault.EXTENSION, String.valueOf(e.getMessage()));
    }
    verify(chainId, validators, blockId, height, commit.toCommit());
    SignatureCheck signatures = new SignatureCheck();
    for (int i = 0; i < commit.size(); i++) {
      Vote vote = commit.vote(i);
      if (vote.isExtensible()) {
        signatures.add(
            i,
            validators.get(i).publicKey(),
            vote.extensionSignBytes(chainId),
            vote.extensionSignature().toByteArray());
      }
    }
    int bad = signatures.firstBad(random, executor, parallelism, keys);
    if (bad >= 0) {
      throw new InvalidCommitException(
          Fault.EXTENSION, "the extension of entry " + bad + " is not signed by its validator");
    }
  }

  private static long needed(ValidatorSet trusted, TrustLevel level) throws InvalidCommitException {
    if (level.denominator() == 0) {
      throw new InvalidCommitException(Fault.TRUST_LEVEL, "trust level is divided by zero");
    }
    try {
      return Math.multiplyExact(trusted.totalVotingPower(), level.numerator())
          / level.denominator();
    } catch (ArithmeticException _) {
      throw new InvalidCommitException(Fault.TRUST_LEVEL, "trust level's numerator is too large");
    }
  }

  private static void checkFits(
      ValidatorSet validators, BlockId blockId, long height, Commit commit)
      throws InvalidCommitException {
    if (validators.size() != commit.size()) {
      throw new InvalidCommitException(
          Fault.SIZE, commit.size() + " entries for " + validators.size() + " validators");
    }
    if (height != commit.height()) {
      throw new InvalidCommitException(
          Fault.HEIGHT, "commit of height " + commit.height() + ", not " + height);
    }
    if (!blockId.equals(commit.blockId())) {
      throw new InvalidCommitException(
          Fault.BLOCK_ID, "commit for " + commit.blockId() + ", not " + blockId);
    }
  }

  /// What a commit has to show.
  ///
  /// @param power more than this
  /// @param onlyForBlock whether entries for no block are passed over
  /// @param allSignatures whether to go on when there is enough power
  /// @param sameSet whether the entries are those of the validators, in their order
  private record Demand(long power, boolean onlyForBlock, boolean allSignatures, boolean sameSet) {

    /// What [#verify] asks for.
    static Demand everything(ValidatorSet validators) {
      return new Demand(validators.twoThirds(), false, true, true);
    }

    boolean passesOver(CommitSig entry) {
      return onlyForBlock ? !entry.isForBlock() : entry.isAbsent();
    }
  }

  private void check(String chainId, ValidatorSet validators, Commit commit, Demand demand)
      throws InvalidCommitException {
    boolean together = areCheckedTogether(validators, commit);
    SignatureCheck signatures = new SignatureCheck();
    Tally tally =
        new Tally(validators, commit, commit.signBytes(chainId), demand, together, signatures);
    InvalidCommitException malformed = tally.count();
    if (together && malformed != null) {
      throw malformed;
    }
    if (together && tally.power <= demand.power()) {
      throw tally.notEnough();
    }
    int bad = signatures.firstBad(random, executor, parallelism, keys);
    if (bad >= 0) {
      throw new InvalidCommitException(
          Fault.SIGNATURE, "the signature of entry " + bad + " is wrong");
    }
    if (malformed != null) {
      throw malformed;
    }
    if (tally.power <= demand.power()) {
      throw tally.notEnough();
    }
  }

  private static boolean areCheckedTogether(ValidatorSet validators, Commit commit) {
    return commit.size() >= BATCH_FROM
        && !validators.isEmpty()
        && validators.hasOneKeyType()
        && validators.get(0).publicKey() instanceof Ed25519PublicKey;
  }

  /// Goes through the entries, counts the power, and gathers the signatures.
  private static final class Tally {

    private final ValidatorSet validators;
    private final Commit commit;
    private final CommitSignBytes signBytes;
    private final Demand demand;
    private final boolean together;
    private final BitSet seen = new BitSet();
    private final SignatureCheck signatures;
    private long power;

    Tally(
        ValidatorSet validators,
        Commit commit,
        CommitSignBytes signBytes,
        Demand demand,
        boolean together,
        SignatureCheck signatures) {
      this.validators = validators;
      this.commit = commit;
      this.signBytes = signBytes;
      this.demand = demand;
      this.together = together;
      this.signatures = signatures;
    }

    /// Counts as far as is needed.
    ///
    /// @return what is wrong with the entry at which it stopped, or null
    @Nullable InvalidCommitException count() {
      for (int i = 0; i < commit.size(); i++) {
        CommitSig entry = commit.signatures().get(i);
        if (!demand.passesOver(entry)) {
          try {
            count(i, entry);
          } catch (InvalidCommitException e) {
            return e;
          }
          if (!demand.allSignatures() && power > demand.power()) {
            return null;
          }
        }
      }
      return null;
    }

    private void count(int i, CommitSig entry) throws InvalidCommitException {
      if (!together) {
        checkForm(i, entry);
      }
      int index = i;
      if (demand.sameSet()) {
        if (!validators.get(i).address().equals(entry.validatorAddress())) {
          throw new InvalidCommitException(
              Fault.ADDRESS, "entry " + i + " has the address " + entry.validatorAddress());
        }
      } else {
        index = validators.indexOf(entry.validatorAddress());
        if (index < 0) {
          return;
        }
        if (seen.get(index)) {
          throw new InvalidCommitException(
              Fault.DOUBLE_VOTE, "entry " + i + " is another of " + entry.validatorAddress());
        }
        seen.set(index);
      }
      if (together && entry.signature().length() != Ed25519PublicKey.SIGNATURE_BYTES) {
        throw new InvalidCommitException(
            Fault.MALFORMED_ENTRY, "the signature of entry " + i + " has another size");
      }
      Validator validator = validators.get(index);
      signatures.add(i, validator.publicKey(), signBytes.of(i), entry.signature().toByteArray());
      if (entry.isForBlock()) {
        power += validator.votingPower();
      }
    }

    private static void checkForm(int i, CommitSig entry) throws InvalidCommitException {
      try {
        entry.validate();
      } catch (InvalidChainDataException e) {
        throw new InvalidCommitException(
            Fault.MALFORMED_ENTRY, "entry " + i + ": " + e.getMessage());
      }
    }

    InvalidCommitException notEnough() {
      return new InvalidCommitException(
          Fault.VOTING_POWER,
          "signed by a power of " + power + ", not more than " + demand.power());
    }
  }
}
