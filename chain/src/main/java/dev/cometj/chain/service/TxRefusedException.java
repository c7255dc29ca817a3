package dev.cometj.chain.service;

import dev.cometj.chain.ChainException;

/// The mempool did not take a transaction. The message is one line for the client, worded as by the original's
/// `mempool/errors.go`, which clients compare.
public final class TxRefusedException extends ChainException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// Make the failure.
  ///
  /// @param reason why
  /// @param message one line in words
  public TxRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /// Takes no trace of the stack: clients can cause any number of refusals, and the reason says where it comes from.
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /// Tell why.
  ///
  /// @return the reason
  public Reason reason() {
    return reason;
  }

  /// Why a transaction is not taken.
  public enum Reason {
    /// It was seen before: it waits already, or was committed, or refused for good.
    ALREADY_SEEN,
    /// There is no room, by count or by bytes.
    FULL,
    /// Too many transactions wait for the application's verdict.
    OVERLOADED,
    /// It is larger than `mempool.max_tx_bytes`.
    TOO_LARGE,
    /// It would not fit into a block.
    TOO_LARGE_FOR_A_BLOCK,
    /// It wants more gas than a block may have.
    TOO_MUCH_GAS,
    /// The application could not be asked.
    APPLICATION_FAILED,
    /// The node has no mempool: `mempool.type = nop`.
    NO_MEMPOOL,
    /// The node is not running, or was told to forget its transactions.
    STOPPED
  }
}
