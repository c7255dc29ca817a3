package dev.cometj.chain.merkle;

import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import java.util.ArrayList;
import java.util.List;

/// The root of some items and the proof of each. Realises `crypto/merkle/proof.go`.
///
/// @param root the root, 32 bytes
/// @param proofs the proofs, in the order of the items
public record MerkleProofs(Bytes root, List<MerkleProof> proofs) {

  /// Copies the list.
  public MerkleProofs {
    proofs = List.copyOf(proofs);
  }

  /// Computes root and proofs.
  ///
  /// @param items the items in their order
  /// @return both
  public static MerkleProofs of(List<Bytes> items) {
    if (items.isEmpty()) {
      return new MerkleProofs(Sha256.hash(Bytes.EMPTY), List.of());
    }
    List<List<Bytes>> levels = new ArrayList<>();
    List<Bytes> level = items.stream().map(MerkleProof::leafHash).toList();
    while (level.size() > 1) {
      levels.add(level);
      level = parents(level);
    }
    List<MerkleProof> proofs = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      Bytes leafHash = levels.isEmpty() ? level.getFirst() : levels.getFirst().get(i);
      proofs.add(new MerkleProof(items.size(), i, leafHash, aunts(levels, i)));
    }
    return new MerkleProofs(level.getFirst(), proofs);
  }

  private static List<Bytes> parents(List<Bytes> level) {
    List<Bytes> parents = new ArrayList<>((level.size() + 1) / 2);
    for (int i = 0; i + 1 < level.size(); i += 2) {
      parents.add(MerkleProof.innerHash(level.get(i), level.get(i + 1)));
    }
    if (level.size() % 2 == 1) {
      parents.add(level.getLast());
    }
    return parents;
  }

  private static List<Bytes> aunts(List<List<Bytes>> levels, int index) {
    List<Bytes> aunts = new ArrayList<>(levels.size());
    int place = index;
    for (List<Bytes> level : levels) {
      int sibling = place ^ 1;
      if (sibling < level.size()) {
        aunts.add(level.get(sibling));
      }
      place >>= 1;
    }
    return aunts;
  }
}
