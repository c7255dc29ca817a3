package dev.cometj.execution.signing;

import java.util.Arrays;
import java.util.Optional;

/// What a validator signs in a round, in the order in which it does.
enum SignStep {
  NONE(0),
  PROPOSE(1),
  PREVOTE(2),
  PRECOMMIT(3);

  private final int number;

  SignStep(int number) {
    this.number = number;
  }

  /// The step with a number of the state file.
  static Optional<SignStep> of(int number) {
    return Arrays.stream(values()).filter(step -> step.number == number).findAny();
  }

  int number() {
    return number;
  }
}
