package dev.cometj.chain.validators;

import dev.cometj.chain.Vote;

/// What became of a vote that was given to a [VoteSet].
public sealed interface VoteOutcome {

  /// It is new, and in the set now.
  record Added() implements VoteOutcome {}

  /// The set has it already.
  record Duplicate() implements VoteOutcome {}

  /// Its validator voted for something else in the same round: evidence.
  ///
  /// @param existing the vote that was there before
  /// @param added whether the new vote counts for its block nevertheless, because a peer claims a majority for it
  record Conflicting(Vote existing, boolean added) implements VoteOutcome {}

  /// It is not a vote that belongs here.
  ///
  /// @param reason why
  record Rejected(Reason reason) implements VoteOutcome {}

  /// Whether the set counts the vote now and did not before.
  ///
  /// @return whether it was added
  default boolean isAdded() {
    return switch (this) {
      case Added _ -> true;
      case Conflicting conflicting -> conflicting.added();
      case Duplicate _, Rejected _ -> false;
    };
  }

  /// Why a vote does not belong into a set. Realises the errors of `types/vote.go`.
  enum Reason {
    /// There is no validator with its index.
    INDEX,
    /// It has no address, or not that of the validator with its index.
    ADDRESS,
    /// It is of another height, round or type.
    STEP,
    /// The validator signed the same twice and with different signatures.
    OTHER_SIGNATURE,
    /// A signature is bad.
    SIGNATURE,
    /// The extension's signature is missing.
    EXTENSION_MISSING,
    /// There is an extension, or a signature of one, where extensions are not enabled.
    EXTENSION_UNEXPECTED
  }
}
