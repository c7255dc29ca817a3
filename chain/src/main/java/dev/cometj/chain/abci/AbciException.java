package dev.cometj.chain.abci;

import dev.cometj.chain.ChainException;
import org.jspecify.annotations.Nullable;

/// A call to the application that came to nothing. The message is one line for the operator.
///
/// The stages of the connections fail with this and nothing else. An error code in an answer is no failure.
public final class AbciException extends ChainException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// Make the failure.
  ///
  /// @param reason what happened
  /// @param message one line in words
  /// @param cause what led to it, or null
  public AbciException(Reason reason, String message, @Nullable Throwable cause) {
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

  /// What can happen to a call.
  public enum Reason {
    /// The application threw, or answered with an exception. A connection over a socket has ended with it.
    APPLICATION_FAILED,
    /// The application answered what was not asked, or nothing that can be read. The connection has ended.
    PROTOCOL_VIOLATED,
    /// The connection to the application broke.
    CONNECTION_LOST,
    /// The node itself closed the connection.
    CLOSED
  }
}
