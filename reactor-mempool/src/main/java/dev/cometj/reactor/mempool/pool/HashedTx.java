package dev.cometj.reactor.mempool.pool;

import dev.cometj.chain.Tx;

/// A transaction with its key, which is computed once, and not in the reactor's mailbox.
///
/// @param tx the transaction
/// @param key its key
public record HashedTx(Tx tx, TxKey key) {
  /// Hash a transaction.
  ///
  /// @param tx the transaction
  /// @return both
  public static HashedTx of(Tx tx) {
    return new HashedTx(tx, TxKey.of(tx.bytes()));
  }

  /// Tell the size.
  ///
  /// @return bytes
  public int length() {
    return tx.bytes().length();
  }
}
