package dev.cometj.chain.merkle;

import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/// Computes the root of a Merkle tree by RFC 6962: a leaf is the SHA-256 of a zero byte and the item, an inner node
/// that of a one byte and its two children, and the left child has as many leaves as the largest power of two below
/// the count. The root of nothing is the SHA-256 of nothing. Realises `crypto/merkle/tree.go`.
///
/// For one thread at a time; it holds 32 bytes for each leaf.
public final class MerkleHasher {

  static final byte LEAF_PREFIX = 0;
  static final byte NODE_PREFIX = 1;

  private final MessageDigest digest = Sha256.newDigest();
  private byte[] hashes;
  private int count;

  /// Makes a hasher.
  ///
  /// @param expectedCount how many items will probably be added
  public MerkleHasher(int expectedCount) {
    this.hashes = new byte[Math.max(1, expectedCount) * Sha256.HASH_BYTES];
  }

  /// Computes a root at once.
  ///
  /// @param items the items in their order
  /// @return 32 bytes
  public static Bytes root(List<Bytes> items) {
    MerkleHasher hasher = new MerkleHasher(items.size());
    items.forEach(hasher::add);
    return hasher.root();
  }

  /// Adds the next item.
  ///
  /// @param item the item, possibly empty
  public void add(Bytes item) {
    digest.update(LEAF_PREFIX);
    item.update(digest);
    keepLeaf();
  }

  /// Adds the next item.
  ///
  /// @param array the array that holds it, which is not kept
  /// @param offset where it begins
  /// @param length how many bytes it has
  public void add(byte[] array, int offset, int length) {
    digest.update(LEAF_PREFIX);
    digest.update(array, offset, length);
    keepLeaf();
  }

  private void keepLeaf() {
    if (count * Sha256.HASH_BYTES == hashes.length) {
      hashes = Arrays.copyOf(hashes, hashes.length * 2);
    }
    digestInto(count++);
  }

  /// Computes the root of what was added.
  ///
  /// @return 32 bytes; the hasher must not be used any more
  public Bytes root() {
    if (count == 0) {
      return Bytes.wrap(digest.digest());
    }
    // Pairing neighbours level by level, with a last one without a neighbour moving up, gives the
    // same tree.
    for (int width = count; width > 1; width = (width + 1) / 2) {
      for (int i = 0; i + 1 < width; i += 2) {
        digest.update(NODE_PREFIX);
        digest.update(hashes, i * Sha256.HASH_BYTES, 2 * Sha256.HASH_BYTES);
        digestInto(i / 2);
      }
      if (width % 2 == 1) {
        System.arraycopy(
            hashes,
            (width - 1) * Sha256.HASH_BYTES,
            hashes,
            width / 2 * Sha256.HASH_BYTES,
            Sha256.HASH_BYTES);
      }
    }
    return Bytes.wrap(Arrays.copyOf(hashes, Sha256.HASH_BYTES));
  }

  private void digestInto(int index) {
    try {
      digest.digest(hashes, index * Sha256.HASH_BYTES, Sha256.HASH_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 has 32 bytes", e);
    }
  }
}
