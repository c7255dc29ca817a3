package dev.cometj.execution.block;

import dev.cometj.chain.ChainException;

/// Node and application do not fit together, so the node does not start. The message is one line for the operator: what
/// is wrong, and what mends it.
public final class HandshakeException extends ChainException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  HandshakeException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  HandshakeException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /// Tell what does not fit.
  ///
  /// @return the reason
  public Reason reason() {
    return reason;
  }

  /// What may not fit.
  public enum Reason {
    /// The data are of another chain than the genesis.
    OTHER_GENESIS,
    /// The application claims to have executed a block of a negative height.
    NEGATIVE_HEIGHT,
    /// The blocks that the application lacks are not in the block store any more.
    APPLICATION_BEHIND,
    /// The application has executed blocks that are not in the block store.
    APPLICATION_AHEAD,
    /// The state is of a block that is not in the block store.
    STATE_AHEAD,
    /// The block store is ahead of the state by more than the one block that a crash can leave.
    STORE_AHEAD,
    /// The application's state is not the one that the chain agreed on.
    APP_HASH_MISMATCH,
    /// Neither the genesis nor the application names a validator.
    NO_VALIDATORS,
    /// The application begins the chain with validators that make no set.
    INVALID_VALIDATORS,
    /// The application begins the chain with parameters that are none.
    INVALID_PARAMETERS,
    /// A block that has to be executed again is not in the block store.
    MISSING_BLOCK,
    /// The kept answer of the application to the last block is not in the state store.
    MISSING_RESPONSE,
    /// The last block does not follow the state.
    INVALID_BLOCK
  }
}
