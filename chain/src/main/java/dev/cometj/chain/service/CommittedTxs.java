package dev.cometj.chain.service;

import dev.cometj.chain.Tx;
import dev.cometj.wire.abci.ExecTxResult;
import java.util.List;

/// What a committed block means for the transactions that wait; the arguments of Go's `Mempool.Update`.
///
/// @param height the block's height
/// @param txs its transactions
/// @param results what became of them, one each
/// @param maxTxBytes the most bytes that a transaction may take in a next block (`TxPreCheck`)
/// @param maxGas the most gas that a transaction may want in a next block, or -1 for any amount (`TxPostCheck`)
public record CommittedTxs(
    long height, List<Tx> txs, List<ExecTxResult> results, long maxTxBytes, long maxGas) {
  /// Copies the lists.
  public CommittedTxs {
    txs = List.copyOf(txs);
    results = List.copyOf(results);
  }
}
