package dev.cometj.chain;

import dev.cometj.chain.merkle.MerkleProof;
import dev.cometj.crypto.Bytes;

/// A part of an encoded block, with the proof that it is one. Realises `types/part_set.go`.
///
/// @param index which part it is, an unsigned 32-bit number
/// @param bytes its content, exactly as received
/// @param proof the proof for the content
public record Part(int index, Bytes bytes, MerkleProof proof) {

  /// Checks the size, which only the last part may fall below, that the index is the proof's, and the proof's form.
  ///
  /// @throws InvalidChainDataException if a rule is broken
  public void validate() throws InvalidChainDataException {
    long place = Integer.toUnsignedLong(index);
    Rules.check(
        bytes.length() <= BlockLimits.PART_BYTES,
        ChainRule.PART_SIZE,
        "part has " + bytes.length() + " bytes");
    Rules.check(
        place >= proof.total() - 1 || bytes.length() == BlockLimits.PART_BYTES,
        ChainRule.PART_SIZE,
        "part " + place + " is not the last and has " + bytes.length() + " bytes");
    Rules.check(
        place == proof.index(),
        ChainRule.PART_INDEX,
        "part " + place + " has the proof of part " + proof.index());
    proof.validate();
  }
}
