package dev.cometj.chain.light;

import dev.cometj.chain.Header;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.SignedHeader;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.light.UntrustedHeaderException.Reason;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.chain.validators.InvalidCommitException;
import dev.cometj.chain.validators.TrustLevel;
import dev.cometj.chain.validators.ValidatorSet;
import java.time.Duration;
import java.time.Instant;

/// Verifies a header by a trusted one. Realises `light/verifier.go`.
///
/// Immutable and safe for any thread, like its [CommitVerifier], whose methods it blocks for.
public final class HeaderVerifier {

  private final CommitVerifier commits;
  private final Duration trustingPeriod;
  private final Duration maxClockDrift;

  /// Makes a verifier.
  ///
  /// @param commits what checks the signatures
  /// @param trustingPeriod for how long after its time a header can be trusted
  /// @param maxClockDrift how far ahead of the clock a header's time may be
  public HeaderVerifier(CommitVerifier commits, Duration trustingPeriod, Duration maxClockDrift) {
    this.commits = commits;
    this.trustingPeriod = trustingPeriod;
    this.maxClockDrift = maxClockDrift;
  }

  /// Verifies a header of any later height (`Verify`).
  ///
  /// @param trusted the trusted header
  /// @param trustedValidators the validators of its height or the next one; not needed for an adjacent header
  /// @param untrusted the header to verify
  /// @param untrustedValidators the validators that came with it
  /// @param now the time
  /// @param level which part of the trusted validators' power must have signed
  /// @throws UntrustedHeaderException if it cannot be trusted
  public void verify(
      SignedHeader trusted,
      ValidatorSet trustedValidators,
      SignedHeader untrusted,
      ValidatorSet untrustedValidators,
      Timestamp now,
      TrustLevel level)
      throws UntrustedHeaderException {
    if (isAdjacent(trusted, untrusted)) {
      verifyAdjacent(trusted, untrusted, untrustedValidators, now);
    } else {
      verifyNonAdjacent(trusted, trustedValidators, untrusted, untrustedValidators, now, level);
    }
  }

  /// Verifies the header of the next height (`VerifyAdjacent`): its validators are those that the trusted header
  /// announced, and more than two thirds of them signed.
  ///
  /// @param trusted the trusted header
  /// @param untrusted the header to verify
  /// @param untrustedValidators the validators that came with it
  /// @param now the time
  /// @throws UntrustedHeaderException if it cannot be trusted
  public void verifyAdjacent(
      SignedHeader trusted, SignedHeader untrusted, ValidatorSet untrustedValidators, Timestamp now)
      throws UntrustedHeaderException {
    check(
        isAdjacent(trusted, untrusted), Reason.ADJACENCY, "header is not that of the next height");
    checkNotExpired(trusted, now);
    checkNew(untrusted, untrustedValidators, trusted, now);
    check(
        untrusted.header().validatorsHash().equals(trusted.header().nextValidatorsHash()),
        Reason.COMMIT,
        "header has other validators than the trusted one announced");
    verifyOwnCommit(trusted, untrusted, untrustedValidators);
  }

  /// Verifies a header further up (`VerifyNonAdjacent`): enough of the trusted validators signed, and more than two thirds
  /// of its own.
  ///
  /// @param trusted the trusted header
  /// @param trustedValidators the validators of its height or the next one
  /// @param untrusted the header to verify
  /// @param untrustedValidators the validators that came with it
  /// @param now the time
  /// @param level which part of the trusted validators' power must have signed
  /// @throws UntrustedHeaderException if it cannot be trusted
  public void verifyNonAdjacent(
      SignedHeader trusted,
      ValidatorSet trustedValidators,
      SignedHeader untrusted,
      ValidatorSet untrustedValidators,
      Timestamp now,
      TrustLevel level)
      throws UntrustedHeaderException {
    check(!isAdjacent(trusted, untrusted), Reason.ADJACENCY, "header is that of the next height");
    checkNotExpired(trusted, now);
    checkNew(untrusted, untrustedValidators, trusted, now);
    try {
      commits.verifyLightTrusting(
          trusted.header().chainId(), trustedValidators, untrusted.commit(), level);
    } catch (InvalidCommitException e) {
      Reason reason =
          e.fault() == InvalidCommitException.Fault.VOTING_POWER
              ? Reason.TOO_FEW_TRUSTED
              : Reason.COMMIT;
      throw new UntrustedHeaderException(reason, String.valueOf(e.getMessage()));
    }
    // Last, because a peer may have made this set as large as it likes.
    verifyOwnCommit(trusted, untrusted, untrustedValidators);
  }

  /// Verifies the header of the height before (`VerifyBackwards`): the trusted one is built on it.
  ///
  /// @param untrusted the header to verify
  /// @param trusted the trusted header of the next height
  /// @throws UntrustedHeaderException if it cannot be trusted
  public static void verifyBackwards(Header untrusted, Header trusted)
      throws UntrustedHeaderException {
    try {
      untrusted.validate();
    } catch (InvalidChainDataException e) {
      throw invalid(e);
    }
    check(
        untrusted.chainId().equals(trusted.chainId()),
        Reason.INVALID,
        "header belongs to another chain");
    check(
        untrusted.time().compareTo(trusted.time()) < 0,
        Reason.INVALID,
        "older header is not from before the newer one");
    check(
        untrusted.hash().equals(trusted.lastBlockId().hash()),
        Reason.INVALID,
        "the trusted header is not built on this one");
  }

  /// Whether a header is too old to be trusted (`HeaderExpired`).
  ///
  /// @param header the header
  /// @param trustingPeriod for how long after its time a header can be trusted
  /// @param now the time
  /// @return whether that time is over
  public static boolean isExpired(SignedHeader header, Duration trustingPeriod, Timestamp now) {
    // Instants reach further than timestamps, so that the sum is one for every header.
    Instant end = header.header().time().toInstant().plus(trustingPeriod);
    return !end.isAfter(now.toInstant());
  }

  private static boolean isAdjacent(SignedHeader trusted, SignedHeader untrusted) {
    return untrusted.height() == trusted.height() + 1;
  }

  private void checkNotExpired(SignedHeader trusted, Timestamp now)
      throws UntrustedHeaderException {
    check(
        !isExpired(trusted, trustingPeriod, now),
        Reason.EXPIRED,
        "the trusted header of " + trusted.header().time() + " has expired");
  }

  private void checkNew(
      SignedHeader untrusted, ValidatorSet validators, SignedHeader trusted, Timestamp now)
      throws UntrustedHeaderException {
    try {
      untrusted.validate(trusted.header().chainId());
    } catch (InvalidChainDataException e) {
      throw invalid(e);
    }
    check(
        untrusted.height() > trusted.height(),
        Reason.INVALID,
        "height " + untrusted.height() + " is not above " + trusted.height());
    Timestamp time = untrusted.header().time();
    check(
        time.compareTo(trusted.header().time()) > 0,
        Reason.INVALID,
        "time " + time + " is not after " + trusted.header().time());
    check(
        time.toInstant().isBefore(now.toInstant().plus(maxClockDrift)),
        Reason.INVALID,
        "time " + time + " is too far ahead of " + now);
    check(
        untrusted.header().validatorsHash().equals(validators.hash()),
        Reason.INVALID,
        "the validators are not those of the header");
  }

  private void verifyOwnCommit(
      SignedHeader trusted, SignedHeader untrusted, ValidatorSet validators)
      throws UntrustedHeaderException {
    try {
      commits.verifyLight(
          trusted.header().chainId(),
          validators,
          untrusted.commit().blockId(),
          untrusted.height(),
          untrusted.commit());
    } catch (InvalidCommitException e) {
      throw new UntrustedHeaderException(Reason.INVALID, String.valueOf(e.getMessage()));
    }
  }

  private static void check(boolean holds, Reason reason, String message)
      throws UntrustedHeaderException {
    if (!holds) {
      throw new UntrustedHeaderException(reason, message);
    }
  }

  private static UntrustedHeaderException invalid(InvalidChainDataException e) {
    return new UntrustedHeaderException(Reason.INVALID, String.valueOf(e.getMessage()));
  }
}
