package dev.cometj.reactor.evidence.verification;

import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Vote;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.reactor.evidence.verification.Verdict.Invalid;
import java.util.Optional;

/// Whether two votes of one validator contradict each other: `VerifyDuplicateVote` of Go's `evidence/verify.go`.
final class DuplicateVoteCheck {
  private DuplicateVoteCheck() {}

  /// What can be told without the validators.
  static Optional<Invalid> contradiction(DuplicateVoteEvidence evidence) {
    Vote a = evidence.voteA();
    Vote b = evidence.voteB();
    if (a.height() != b.height() || a.round() != b.round() || a.type() != b.type()) {
      return Optional.of(
          new Invalid(
              "the votes are of different steps: %d/%d/%s and %d/%d/%s"
                  .formatted(a.height(), a.round(), a.type(), b.height(), b.round(), b.type())));
    }
    if (!a.validatorAddress().equals(b.validatorAddress())) {
      return Optional.of(
          new Invalid(
              "the votes are of different validators: %s and %s"
                  .formatted(a.validatorAddress(), b.validatorAddress())));
    }
    if (a.blockId().equals(b.blockId())) {
      return Optional.of(new Invalid("both votes are for " + a.blockId()));
    }
    return Optional.empty();
  }

  static Verdict judge(DuplicateVoteEvidence evidence, String chainId, ValidatorSet validators) {
    Vote a = evidence.voteA();
    int index = validators.indexOf(a.validatorAddress());
    if (index < 0) {
      return new Invalid(
          "%s was no validator at height %d".formatted(a.validatorAddress(), a.height()));
    }
    Validator validator = validators.get(index);
    if (validator.votingPower() != evidence.validatorPower()) {
      return new Invalid(
          "the validator's power was %d, not %d"
              .formatted(validator.votingPower(), evidence.validatorPower()));
    }
    if (validators.totalVotingPower() != evidence.totalVotingPower()) {
      return new Invalid(
          "the total power was %d, not %d"
              .formatted(validators.totalVotingPower(), evidence.totalVotingPower()));
    }
    if (!a.isSignedBy(chainId, validator.publicKey())) {
      return new Invalid("vote A is not signed by the validator");
    }
    if (!evidence.voteB().isSignedBy(chainId, validator.publicKey())) {
      return new Invalid("vote B is not signed by the validator");
    }
    return new Verdict.Valid();
  }
}
