package dev.cometj.chain.service;

/// The evidence pool does not take a piece of evidence.
///
/// Checked, so that nobody who handles what a stranger sent forgets it. It has no stack trace, because a stranger may
/// cause many.
public final class RefusedEvidenceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// Say why.
  ///
  /// @param reason the kind of reason
  /// @param message what is wrong, in one line
  public RefusedEvidenceException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /// Tell why.
  ///
  /// @return the reason
  public Reason reason() {
    return reason;
  }

  /// Why evidence is not taken.
  public enum Reason {
    /// It is not true: nobody who checks what it passes on sends it.
    INVALID,
    /// This node cannot tell: the block is not here, not here any more, or too old.
    UNDECIDED,
    /// As much evidence waits as may, from everybody or against this validator.
    FULL
  }
}
