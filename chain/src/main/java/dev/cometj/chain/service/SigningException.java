package dev.cometj.chain.service;

import dev.cometj.chain.ChainException;
import org.jspecify.annotations.Nullable;

/// A signature that was not given. The message is one line for the operator.
public final class SigningException extends ChainException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// Make the failure.
  ///
  /// @param reason why there is no signature
  /// @param message one line in words
  /// @param cause what led to it, or null
  public SigningException(Reason reason, String message, @Nullable Throwable cause) {
    super(message);
    if (cause != null) {
      var _ = initCause(cause);
    }
    this.reason = reason;
  }

  /// Tell why there is no signature.
  ///
  /// @return the reason
  public Reason reason() {
    return reason;
  }

  /// Why there is no signature.
  public enum Reason {
    /// Something later was signed before: the height, round or step goes back.
    REGRESSION,
    /// Something else was signed for this height, round and step.
    CONFLICT,
    /// What is to be signed is malformed.
    INVALID_REQUEST,
    /// The key, or what it signed last, cannot be read: without both nothing is signed.
    UNUSABLE_FILES,
    /// That a signature was given could not be made durable, so it was not given, and none is from then on.
    NOT_DURABLE,
    /// The remote signer is not connected, or has not answered in time.
    UNREACHABLE,
    /// The remote signer has refused, or answered something else.
    REFUSED
  }
}
