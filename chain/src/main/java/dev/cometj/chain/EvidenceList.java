package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.chain.merkle.MerkleHasher;
import dev.cometj.crypto.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The evidence of a block. Realises `types/evidence.go` and `types/block.go`.
///
/// Immutable and safe for any thread; equal if the pieces are.
public final class EvidenceList {

  /// No evidence.
  public static final EvidenceList EMPTY = new EvidenceList(List.of());

  private final List<Evidence> pieces;

  /// Computed when first needed; threads that do so at once compute the same.
  private @Nullable Bytes hash;

  /// Makes a list.
  ///
  /// @param pieces the pieces in their order
  public EvidenceList(List<Evidence> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /// The pieces.
  ///
  /// @return an unmodifiable list in their order
  public List<Evidence> pieces() {
    return pieces;
  }

  /// The Merkle root of the pieces' bytes.
  ///
  /// @return 32 bytes
  public Bytes hash() {
    Bytes known = hash;
    if (known == null) {
      known = MerkleHasher.root(pieces.stream().map(Evidence::bytes).toList());
      hash = known;
    }
    return known;
  }

  /// Whether a piece is in the list, by its hash.
  ///
  /// @param evidence the piece
  /// @return whether it is
  public boolean contains(Evidence evidence) {
    Bytes wanted = evidence.hash();
    return pieces.stream().anyMatch(piece -> piece.hash().equals(wanted));
  }

  /// How many bytes the list takes in a block.
  ///
  /// @return the encoded size
  public long encodedSize() {
    return encode().length();
  }

  /// The encoded list, which is also the message of the evidence channel.
  ///
  /// @return the bytes
  public Bytes encode() {
    ProtoWriter out = new ProtoWriter(512 * pieces.size());
    writeTo(out);
    return out.finish();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EvidenceList that && pieces.equals(that.pieces);
  }

  @Override
  public int hashCode() {
    return pieces.hashCode();
  }

  @Override
  public String toString() {
    return "EvidenceList" + pieces;
  }

  void writeTo(ProtoWriter out) {
    for (int i = pieces.size() - 1; i >= 0; i--) {
      int outer = out.size();
      switch (pieces.get(i)) {
        case DuplicateVoteEvidence duplicate -> {
          duplicate.writeTo(out);
          out.message(1, outer);
        }
        case LightClientAttackEvidence attack -> {
          attack.writeTo(out);
          out.message(2, outer);
        }
      }
      out.message(1, outer);
    }
  }
}
