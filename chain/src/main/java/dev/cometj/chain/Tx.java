package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;

/// A transaction, whose meaning only the application knows. Realises `types/tx.go`.
///
/// @param bytes its content
public record Tx(Bytes bytes) {

  /// The SHA-256 of the content, by which the transaction is known.
  ///
  /// @return 32 bytes
  public Bytes hash() {
    return Sha256.hash(bytes);
  }

  /// How many bytes the transaction takes in a block (`ComputeProtoSizeForTxs` of one).
  ///
  /// @return the content, its length and a tag
  public long sizeInBlock() {
    return 1L + ProtoWriter.varintSize(bytes.length()) + bytes.length();
  }
}
