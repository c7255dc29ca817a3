package dev.cometj.reactor.mempool;

/// How much a peer may send at once. It is apart from what the mempool takes, so that a node with small transactions does
/// not cut off neighbours that pass larger ones on.
///
/// @param maxTxBytes the most bytes of a transaction; `cometj.mempool.max_received_tx_bytes`, which is
///     `mempool.max_tx_bytes` unless set. 0 for any number
/// @param maxBatchBytes the most bytes of all transactions of a message, if that is more;
///     `mempool.max_batch_bytes`
record BatchLimits(int maxTxBytes, int maxBatchBytes) {
  /// Tell how large a message may be: as in the original, one with a single largest transaction.
  int maxMessageBytes() {
    return (int)
        Math.min(Integer.MAX_VALUE, MempoolCodec.fieldBytes(MempoolCodec.fieldBytes(maxTxBytes)));
  }

  /// Tell how many bytes the transactions of a message may have together, 0 for any number.
  int maxTotalBytes() {
    return Math.max(maxTxBytes, maxBatchBytes);
  }
}
