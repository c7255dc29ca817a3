package dev.cometj.reactor.mempool.pool;

import org.jspecify.annotations.Nullable;

/// A place in the list of transactions. Equal to itself only.
public final class TxCursor {
  private final Runnable woken;
  private @Nullable PoolTx next;

  TxCursor(@Nullable PoolTx next, Runnable woken) {
    this.next = next;
    this.woken = woken;
  }

  /// Look at the next transaction.
  ///
  /// @return the transaction, or null at the end
  public @Nullable PoolTx peek() {
    return next;
  }

  /// Go past the next transaction.
  public void advance() {
    PoolTx passed = next;
    if (passed != null) {
      next = passed.next;
    }
  }

  void appended(PoolTx tx) {
    if (next == null) {
      next = tx;
      woken.run();
    }
  }

  @SuppressWarnings("ReferenceEquality") // there is one object for each transaction
  void removing(PoolTx tx) {
    if (next == tx) {
      next = tx.next;
    }
  }
}
