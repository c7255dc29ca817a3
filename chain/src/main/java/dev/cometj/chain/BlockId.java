package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;

/// Which block: its hash, and the header of the parts that it is handed around in. Realises `types/block.go`.
///
/// @param hash the block's hash, 32 bytes, or empty for no block
/// @param partSetHeader the parts
public record BlockId(Bytes hash, PartSetHeader partSetHeader) {

  /// No block.
  public static final BlockId NIL = new BlockId(Bytes.EMPTY, PartSetHeader.ZERO);

  /// Whether this is no block.
  ///
  /// @return whether all of it is empty
  public boolean isZero() {
    return hash.isEmpty() && partSetHeader.isZero();
  }

  /// Whether this is a block, with both hashes and at least one part.
  ///
  /// @return whether nothing is missing
  public boolean isComplete() {
    return hash.length() == Sha256.HASH_BYTES
        && partSetHeader.total() != 0
        && partSetHeader.hash().length() == Sha256.HASH_BYTES;
  }

  /// Bytes that order block ids: the hash, followed by the encoded part set header.
  ///
  /// @return the bytes, different for different block ids of valid hashes
  public Bytes key() {
    ProtoWriter out = new ProtoWriter(80);
    partSetHeader.writeTo(out);
    out.raw(hash);
    return out.finish();
  }

  /// Checks the sizes of the hashes.
  ///
  /// @throws InvalidChainDataException if one has neither 0 nor 32 bytes
  public void validate() throws InvalidChainDataException {
    Rules.hash(hash, "block hash");
    partSetHeader.validate();
  }

  @Override
  public String toString() {
    return hash + ":" + partSetHeader;
  }

  void writeTo(ProtoWriter out) {
    int mark = out.size();
    partSetHeader.writeTo(out);
    out.message(2, mark);
    out.bytes(1, hash);
  }

  void writeTo(ProtoWriter out, int field) {
    int mark = out.size();
    writeTo(out);
    out.message(field, mark);
  }
}
