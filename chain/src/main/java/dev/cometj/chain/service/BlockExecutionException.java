package dev.cometj.chain.service;

import dev.cometj.chain.ChainException;
import org.jspecify.annotations.Nullable;

/// A decided block could not be executed, or a proposal could not be made: the application answered what it must not, or
/// the stores lack what the block builds on. The message is one line for the operator; the node cannot go on.
public final class BlockExecutionException extends ChainException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// Make the failure.
  ///
  /// @param reason what happened
  /// @param message one line in words
  /// @param cause what led to it, or null
  public BlockExecutionException(Reason reason, String message, @Nullable Throwable cause) {
    super(message);
    if (cause != null) {
      var _ = initCause(cause);
    }
    this.reason = reason;
  }

  /// Tell what happened.
  ///
  /// @return the reason
  public Reason reason() {
    return reason;
  }

  /// What can keep a block from being executed.
  public enum Reason {
    /// The application did not give one result for each transaction.
    RESULT_COUNT,
    /// The application changed the validators in a way that is not allowed.
    VALIDATOR_UPDATES,
    /// The application changed the parameters in a way that is not allowed.
    PARAMETER_UPDATES,
    /// The application gave a verdict that is none.
    UNKNOWN_VERDICT,
    /// The application put more into a proposal than fits.
    PROPOSAL_TOO_LARGE,
    /// A commit is not that of the validators who should have signed it.
    COMMIT_MISMATCH,
    /// The state store does not have the validators of a height.
    MISSING_VALIDATORS
  }
}
