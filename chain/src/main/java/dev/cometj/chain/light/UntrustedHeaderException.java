package dev.cometj.chain.light;

/// A header cannot be trusted because of another one.
///
/// Checked, so that nobody who handles what a peer sent forgets it. It has no stack trace, because a peer may cause many.
public final class UntrustedHeaderException extends Exception {

  private static final long serialVersionUID = 1L;

  /// Why a header cannot be trusted. Realises `light/errors.go`.
  public enum Reason {
    /// The trusted header is too old to tell anything.
    EXPIRED,
    /// The headers' heights do not go with the kind of verification.
    ADJACENCY,
    /// The header, its commit or its validators are not valid.
    INVALID,
    /// Too few of the trusted validators signed; a header in between may help.
    TOO_FEW_TRUSTED,
    /// The commit is wrong in a way that no header in between helps against.
    COMMIT
  }

  /// Why.
  private final Reason reason;

  /// Says why.
  ///
  /// @param reason why
  /// @param message how, in one line
  public UntrustedHeaderException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /// Why the header cannot be trusted.
  ///
  /// @return the reason
  public Reason reason() {
    return reason;
  }
}
