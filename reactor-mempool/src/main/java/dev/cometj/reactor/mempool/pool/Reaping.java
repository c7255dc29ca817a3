package dev.cometj.reactor.mempool.pool;

import dev.cometj.chain.Tx;
import java.util.ArrayList;
import java.util.List;

/// Chooses transactions for a block; `ReapMaxBytesMaxGas` and `ReapMaxTxs` of `mempool/clist_mempool.go`.
final class Reaping {
  private Reaping() {}

  /// Take from the front whatever fits together, up to the first that does not.
  static List<Tx> fitting(TxList list, long maxBytes, long maxGas) {
    List<Tx> chosen = new ArrayList<>();
    long bytes = 0;
    long gas = 0;
    for (PoolTx each = list.first(); each != null; each = each.next) {
      Tx tx = each.tx().tx();
      long moreBytes = bytes + tx.sizeInBlock();
      long moreGas = gas + each.gasWanted();
      if ((maxBytes > -1 && moreBytes > maxBytes) || (maxGas > -1 && moreGas > maxGas)) {
        break;
      }
      bytes = moreBytes;
      gas = moreGas;
      chosen.add(tx);
    }
    return chosen;
  }

  /// Take some from the front.
  ///
  /// @param limit how many, or less than zero for all
  static List<Tx> first(TxList list, int limit) {
    List<Tx> chosen = new ArrayList<>();
    for (PoolTx each = list.first();
        each != null && (limit < 0 || chosen.size() < limit);
        each = each.next) {
      chosen.add(each.tx().tx());
    }
    return chosen;
  }
}
