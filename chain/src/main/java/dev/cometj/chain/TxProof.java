package dev.cometj.chain;

import dev.cometj.chain.merkle.MerkleProof;
import dev.cometj.crypto.Bytes;

/// That a transaction is in a block. Realises `types/tx.go`.
///
/// @param rootHash the block's data hash
/// @param tx the transaction
/// @param proof the proof for the transaction's hash
public record TxProof(Bytes rootHash, Tx tx, MerkleProof proof) {

  /// Whether it proves that the transaction is in a block.
  ///
  /// @param dataHash the data hash of the block's header
  /// @return whether it does
  public boolean proves(Bytes dataHash) {
    return dataHash.equals(rootHash) && proof.proves(rootHash, tx.hash());
  }
}
