package dev.cometj.reactor.mempool;

import dev.cometj.reactor.mempool.pool.HashedTx;
import java.util.List;

/// The messages of the mempool channel; `proto/tendermint/mempool/types.proto`.
sealed interface MempoolMessage {
  /// Passes transactions on.
  ///
  /// @param txs the transactions: one in what we and v0.38 send, any number in what v0.40 may
  record Txs(List<HashedTx> txs) implements MempoolMessage {
    public Txs {
      txs = List.copyOf(txs);
    }
  }
}
