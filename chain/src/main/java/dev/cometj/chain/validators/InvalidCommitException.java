package dev.cometj.chain.validators;

/// A commit does not show what it should.
///
/// Checked, so that nobody who handles what a peer sent forgets it. It has no stack trace, because a peer may cause many.
public final class InvalidCommitException extends Exception {

  private static final long serialVersionUID = 1L;

  /// What is wrong with a commit.
  public enum Fault {
    /// It has not one entry for each validator.
    SIZE,
    /// It is of another height.
    HEIGHT,
    /// It is for another block.
    BLOCK_ID,
    /// An entry is malformed, or its signature is not of the size that the key's signatures have.
    MALFORMED_ENTRY,
    /// An entry has another validator's address, or one of no validator.
    ADDRESS,
    /// A validator has two entries.
    DOUBLE_VOTE,
    /// A signature is bad.
    SIGNATURE,
    /// The validators who signed have not enough power.
    VOTING_POWER,
    /// The fraction of power that is asked for has no meaning, or cannot be computed.
    TRUST_LEVEL,
    /// A vote extension is missing, out of place, or not signed by the validator.
    EXTENSION
  }

  /// What is wrong.
  private final Fault fault;

  /// Says what is wrong.
  ///
  /// @param fault what is wrong
  /// @param message where and how, in one line
  public InvalidCommitException(Fault fault, String message) {
    super(message, null, false, false);
    this.fault = fault;
  }

  /// What is wrong.
  ///
  /// @return the fault
  public Fault fault() {
    return fault;
  }
}
