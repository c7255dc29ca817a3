package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;

/// What a set of block parts is known by. Realises `types/part_set.go`.
///
/// @param total how many parts there are, an unsigned 32-bit number
/// @param hash the Merkle root of the parts, 32 bytes, or empty for no block
public record PartSetHeader(int total, Bytes hash) {

  /// Of no block.
  public static final PartSetHeader ZERO = new PartSetHeader(0, Bytes.EMPTY);

  /// Whether this is of no block.
  ///
  /// @return whether there are neither parts nor a hash
  public boolean isZero() {
    return total == 0 && hash.isEmpty();
  }

  /// The number of parts.
  ///
  /// @return from 0 to 2^32 - 1
  public long totalAsLong() {
    return Integer.toUnsignedLong(total);
  }

  /// Checks the size of the hash.
  ///
  /// @throws InvalidChainDataException if it has neither 0 nor 32 bytes
  public void validate() throws InvalidChainDataException {
    Rules.hash(hash, "part set hash");
  }

  /// The number of parts and the first bytes of the hash.
  @Override
  public String toString() {
    return totalAsLong() + ":" + hash.slice(0, Math.min(6, hash.length()));
  }

  void writeTo(ProtoWriter out) {
    out.bytes(2, hash);
    out.varint(1, totalAsLong());
  }
}
