package dev.cometj.chain.service;

import dev.cometj.chain.ChainException;
import org.jspecify.annotations.Nullable;

/// What a store cannot do. The message is one line for the operator.
public final class StoreException extends ChainException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// Make the failure.
  ///
  /// @param reason what kind of failure it is
  /// @param message one line in words
  public StoreException(Reason reason, String message) {
    this(reason, message, null);
  }

  /// Make the failure with what led to it.
  ///
  /// @param reason what kind of failure it is
  /// @param message one line in words
  /// @param cause what led to it, or null
  public StoreException(Reason reason, String message, @Nullable Throwable cause) {
    super(message);
    if (cause != null) {
      var _ = initCause(cause);
    }
    this.reason = reason;
  }

  /// Tell what kind of failure it is.
  ///
  /// @return the reason
  public Reason reason() {
    return reason;
  }

  /// What kind of failure it is.
  public enum Reason {
    /// The device or the database reports an error, or is full; nothing of the write counts. The node cannot go on.
    DEVICE,
    /// What was read is not what was written: bytes that do not decode, or a part of a whole that is missing.
    CORRUPT,
    /// The caller broke the contract: a height that is not the next, parts that are not complete, a range that is none.
    INVALID_REQUEST,
    /// Something that the operation builds on is not here, for example because it was pruned.
    MISSING,
    /// The store was closed.
    CLOSED
  }
}
