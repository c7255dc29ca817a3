package dev.cometj.chain.merkle;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/// That an item is one of those under a Merkle root. Realises `crypto/merkle/proof.go`.
///
/// @param total how many items there are
/// @param index which of them it is, from 0
/// @param leafHash the hash of the item
/// @param aunts the siblings on the way from the item to the root
public record MerkleProof(long total, long index, Bytes leafHash, List<Bytes> aunts) {

  /// The most aunts of a proof.
  public static final int MAX_AUNTS = 100;

  /// Copies the list.
  public MerkleProof {
    aunts = List.copyOf(aunts);
  }

  /// Checks the form: numbers that are not negative, hashes of 32 bytes, at most 100 aunts.
  ///
  /// @throws InvalidChainDataException if it is not so
  public void validate() throws InvalidChainDataException {
    check(total >= 0, "total is " + total);
    check(index >= 0, "index is " + index);
    check(leafHash.length() == Sha256.HASH_BYTES, "leaf hash has " + leafHash.length() + " bytes");
    check(aunts.size() <= MAX_AUNTS, "there are " + aunts.size() + " aunts");
    for (Bytes aunt : aunts) {
      check(aunt.length() == Sha256.HASH_BYTES, "an aunt has " + aunt.length() + " bytes");
    }
  }

  private static void check(boolean holds, String message) throws InvalidChainDataException {
    if (!holds) {
      throw new InvalidChainDataException(ChainRule.PROOF, message);
    }
  }

  /// Whether this proves that an item is under a root. Never throws, whatever a peer sent.
  ///
  /// @param root the root
  /// @param item the item
  /// @return whether it does
  public boolean proves(Bytes root, Bytes item) {
    return leafHash.equals(leafHash(item)) && computeRoot().filter(root::equals).isPresent();
  }

  /// Computes the root that the leaf's hash and the aunts lead to.
  ///
  /// @return the root, or empty if the index is not below the total, or the number of aunts is not the one for them
  public Optional<Bytes> computeRoot() {
    if (index < 0 || index >= total) {
      return Optional.empty();
    }
    Bytes node = leafHash;
    int used = 0;
    long place = index;
    // From the bottom up; a last node without a sibling moves up as it is.
    for (long last = total - 1; last > 0; last >>= 1, place >>= 1) {
      if (place % 2 == 0 && place == last) {
        continue;
      }
      if (used == aunts.size()) {
        return Optional.empty();
      }
      Bytes aunt = aunts.get(used++);
      node = place % 2 == 0 ? innerHash(node, aunt) : innerHash(aunt, node);
    }
    return used == aunts.size() ? Optional.of(node) : Optional.empty();
  }

  static Bytes leafHash(Bytes item) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(MerkleHasher.LEAF_PREFIX);
    item.update(digest);
    return Bytes.wrap(digest.digest());
  }

  static Bytes innerHash(Bytes left, Bytes right) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(MerkleHasher.NODE_PREFIX);
    left.update(digest);
    right.update(digest);
    return Bytes.wrap(digest.digest());
  }
}
