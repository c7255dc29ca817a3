package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.chain.merkle.MerkleHasher;
import dev.cometj.chain.merkle.MerkleProofs;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The transactions of a block. Realises `types/block.go` and `types/tx.go`.
///
/// Immutable and safe for any thread; equal if the transactions are.
public final class Data {

  /// No transactions.
  public static final Data EMPTY = new Data(List.of());

  private final List<Tx> txs;

  /// Computed when first needed; threads that do so at once compute the same.
  private @Nullable Bytes hash;

  /// Makes data.
  ///
  /// @param txs the transactions in their order
  public Data(List<Tx> txs) {
    this.txs = List.copyOf(txs);
  }

  /// The transactions.
  ///
  /// @return an unmodifiable list in their order
  public List<Tx> txs() {
    return txs;
  }

  /// The Merkle root of the transactions' hashes, which are therefore hashed twice.
  ///
  /// @return 32 bytes
  public Bytes hash() {
    Bytes known = hash;
    if (known == null) {
      known = computeHash();
      hash = known;
    }
    return known;
  }

  private Bytes computeHash() {
    MerkleHasher hasher = new MerkleHasher(txs.size());
    MessageDigest digest = Sha256.newDigest();
    byte[] txHash = new byte[Sha256.HASH_BYTES];
    try {
      for (Tx tx : txs) {
        tx.bytes().update(digest);
        digest.digest(txHash, 0, txHash.length);
        hasher.add(txHash, 0, txHash.length);
      }
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 has 32 bytes", e);
    }
    return hasher.root();
  }

  /// Proves that a transaction is one of these.
  ///
  /// @param index which of them, from 0
  /// @return the proof
  /// @throws IndexOutOfBoundsException if there is no such transaction
  public TxProof proof(int index) {
    MerkleProofs proofs = MerkleProofs.of(txs.stream().map(Tx::hash).toList());
    return new TxProof(proofs.root(), txs.get(index), proofs.proofs().get(index));
  }

  /// How many bytes the transactions take in a block (`ComputeProtoSizeForTxs`).
  ///
  /// @return the size of the encoded data
  public long encodedSize() {
    long size = 0;
    for (Tx tx : txs) {
      size += tx.sizeInBlock();
    }
    return size;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Data that && txs.equals(that.txs);
  }

  @Override
  public int hashCode() {
    return txs.hashCode();
  }

  @Override
  public String toString() {
    return "Data[" + txs.size() + " txs]";
  }

  void writeTo(ProtoWriter out) {
    for (int i = txs.size() - 1; i >= 0; i--) {
      out.entry(1, txs.get(i).bytes());
    }
  }
}
