package dev.cometj.chain;

import dev.cometj.chain.bits.BitArray;
import dev.cometj.chain.merkle.MerkleProofs;
import dev.cometj.crypto.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The parts of a block as they come in, byte for byte. Realises `types/part_set.go`.
///
/// Safe for any thread: one adds parts while others read which are there.
public final class PartSet {

  /// What came of a part.
  public enum Addition {
    /// It was missing and is here now.
    ADDED,
    /// It was here already.
    DUPLICATE,
    /// There is no part of that index.
    UNEXPECTED_INDEX,
    /// The proof is of another set, or does not fit the content.
    INVALID_PROOF
  }

  private final PartSetHeader header;
  private final @Nullable Part[] parts;
  private final BitArray present;
  private int count;
  private long byteSize;

  private PartSet(PartSetHeader header) {
    long total = header.totalAsLong();
    if (total > BlockLimits.MAX_PARTS) {
      throw new ChainException("a part set of " + total + " parts is larger than any block");
    }
    this.header = header;
    this.parts = new @Nullable Part[(int) total];
    this.present = BitArray.ofSize((int) total);
  }

  /// Makes an empty set.
  ///
  /// @param header what the parts must lead to; its total was checked against the parameters
  /// @return the set, of which every part is missing
  /// @throws ChainException if the total is more than [BlockLimits#MAX_PARTS]
  public static PartSet ofHeader(PartSetHeader header) {
    return new PartSet(header);
  }

  /// Cuts an encoded block into parts of the usual size.
  ///
  /// @param block the encoded block, which the parts share
  /// @return the whole set
  public static PartSet of(Bytes block) {
    return of(block, BlockLimits.PART_BYTES);
  }

  /// Cuts an encoded block into parts.
  ///
  /// @param block the encoded block, which the parts share
  /// @param partSize the size of all parts but the last, from 1
  /// @return the whole set
  /// @throws ChainException if there are more than [BlockLimits#MAX_PARTS]
  public static PartSet of(Bytes block, int partSize) {
    List<Bytes> contents = new ArrayList<>();
    for (int from = 0; from < block.length(); from += partSize) {
      contents.add(block.slice(from, Math.min(block.length(), from + partSize)));
    }
    MerkleProofs proofs = MerkleProofs.of(contents);
    PartSet set = new PartSet(new PartSetHeader(contents.size(), proofs.root()));
    for (int i = 0; i < contents.size(); i++) {
      set.keep(new Part(i, contents.get(i), proofs.proofs().get(i)));
    }
    return set;
  }

  private void keep(Part part) {
    parts[part.index()] = part;
    present.set(part.index());
    count++;
    byteSize += part.bytes().length();
  }

  /// Adds a part if it is missing and belongs here.
  ///
  /// @param part a part that [Part#validate()] passed
  /// @return what came of it
  public synchronized Addition add(Part part) {
    if (Integer.compareUnsigned(part.index(), parts.length) >= 0) {
      return Addition.UNEXPECTED_INDEX;
    }
    if (parts[part.index()] != null) {
      return Addition.DUPLICATE;
    }
    if (part.proof().total() != parts.length || !part.proof().proves(header.hash(), part.bytes())) {
      return Addition.INVALID_PROOF;
    }
    keep(part);
    return Addition.ADDED;
  }

  /// What the set is known by.
  ///
  /// @return the header
  public PartSetHeader header() {
    return header;
  }

  /// Whether the set is of this header.
  ///
  /// @param other a header
  /// @return whether it is the same
  public boolean hasHeader(PartSetHeader other) {
    return header.equals(other);
  }

  /// How many parts there will be.
  ///
  /// @return from 0
  public int total() {
    return parts.length;
  }

  /// How many parts are here.
  ///
  /// @return from 0 to the total
  public synchronized int count() {
    return count;
  }

  /// How many bytes are here.
  ///
  /// @return the sum of the parts
  public synchronized long byteSize() {
    return byteSize;
  }

  /// Which parts are here.
  ///
  /// @return a copy
  public synchronized BitArray present() {
    return present.copy();
  }

  /// A part.
  ///
  /// @param index which
  /// @return the part, or empty if it is missing or there is none of that index
  public synchronized Optional<Part> part(int index) {
    return index >= 0 && index < parts.length
        ? Optional.ofNullable(parts[index])
        : Optional.empty();
  }

  /// Whether no part is missing.
  ///
  /// @return whether all are here
  public synchronized boolean isComplete() {
    return count == parts.length;
  }

  /// Puts the parts together.
  ///
  /// @return the encoded block
  /// @throws ChainException if a part is missing
  public synchronized Bytes assemble() {
    if (count != parts.length) {
      throw new ChainException("only " + count + " of " + parts.length + " parts are here");
    }
    if (parts.length == 1 && parts[0] != null) {
      return parts[0].bytes();
    }
    byte[] whole = new byte[Math.toIntExact(byteSize)];
    int at = 0;
    for (Part part : parts) {
      if (part != null) {
        part.bytes().copyTo(whole, at);
        at += part.bytes().length();
      }
    }
    return Bytes.wrap(whole);
  }

  /// How many of how many parts are here.
  @Override
  public synchronized String toString() {
    return "(" + count + " of " + parts.length + ")";
  }
}
