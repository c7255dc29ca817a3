package dev.cometj.execution.block;

import dev.cometj.chain.merkle.MerkleHasher;
import dev.cometj.crypto.Bytes;
import dev.cometj.wire.abci.ExecTxResult;
import java.util.List;

/// The hash of a block's results that the next header holds. Realises `TxResultsHash` of `state/store.go` and
/// `types/results.go`.
final class ResultsHash {
  private ResultsHash() {}

  /// The Merkle root of what is deterministic about results: code, data, gas wanted and gas used.
  static Bytes of(List<ExecTxResult> results) {
    MerkleHasher hasher = new MerkleHasher(results.size());
    for (ExecTxResult result : results) {
      byte[] leaf =
          ExecTxResult.newBuilder()
              .setCode(result.getCode())
              .setData(result.getData())
              .setGasWanted(result.getGasWanted())
              .setGasUsed(result.getGasUsed())
              .build()
              .toByteArray();
      hasher.add(leaf, 0, leaf.length);
    }
    return hasher.root();
  }
}
