package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;
import org.jspecify.annotations.Nullable;

/// A block. Realises `types/block.go`.
///
/// It keeps the bytes that it was decoded from, and is stored, served and cut into parts from those; a block that was
/// made here is encoded when its bytes are first needed. Immutable and safe for any thread; equal if the content is,
/// whatever bytes it came from.
public final class Block {

  private static final int TYPICAL_OVERHEAD = 2048;
  private static final int TYPICAL_ENTRY = 128;

  private final Header header;
  private final Data data;
  private final EvidenceList evidence;
  private final Commit lastCommit;

  /// As received, or made when first needed.
  private @Nullable Bytes encoded;

  /// Computed when first needed; threads that do so at once compute the same.
  private @Nullable Bytes hash;

  private Block(
      Header header, Data data, EvidenceList evidence, Commit lastCommit, @Nullable Bytes encoded) {
    this.header = header;
    this.data = data;
    this.evidence = evidence;
    this.lastCommit = lastCommit;
    this.encoded = encoded;
  }

  /// Makes a block of its content. The header's hashes of last commit, transactions and evidence are filled in where
  /// they are empty.
  ///
  /// @param header the header
  /// @param data the transactions
  /// @param evidence the evidence
  /// @param lastCommit the commit of the block before
  /// @return the block
  public static Block of(Header header, Data data, EvidenceList evidence, Commit lastCommit) {
    return new Block(
        header.filled(lastCommit.hash(), data.hash(), evidence.hash()),
        data,
        evidence,
        lastCommit,
        null);
  }

  /// Makes a block that was decoded, with nothing filled in.
  ///
  /// @param header the header
  /// @param data the transactions
  /// @param evidence the evidence
  /// @param lastCommit the commit of the block before
  /// @param encoded the bytes that all this was decoded from
  /// @return the block, which was not checked
  public static Block decoded(
      Header header, Data data, EvidenceList evidence, Commit lastCommit, Bytes encoded) {
    return new Block(header, data, evidence, lastCommit, encoded);
  }

  /// The header.
  ///
  /// @return the header
  public Header header() {
    return header;
  }

  /// The transactions.
  ///
  /// @return the transactions
  public Data data() {
    return data;
  }

  /// The evidence.
  ///
  /// @return the evidence
  public EvidenceList evidence() {
    return evidence;
  }

  /// The commit of the block before; [Commit#EMPTY] in the first.
  ///
  /// @return the commit
  public Commit lastCommit() {
    return lastCommit;
  }

  /// The height.
  ///
  /// @return from 1 if valid
  public long height() {
    return header.height();
  }

  /// The header's hash, by which the block is known.
  ///
  /// @return 32 bytes, or none if the header has no hash of the validators
  public Bytes hash() {
    Bytes known = hash;
    if (known == null) {
      known = header.hash();
      hash = known;
    }
    return known;
  }

  /// The block's bytes: as they were received, or encoded here.
  ///
  /// @return the bytes
  public Bytes encoded() {
    Bytes known = encoded;
    if (known == null) {
      known = encode();
      encoded = known;
    }
    return known;
  }

  private Bytes encode() {
    long expected =
        TYPICAL_OVERHEAD + data.encodedSize() + (long) TYPICAL_ENTRY * lastCommit.size();
    ProtoWriter out = new ProtoWriter(Math.toIntExact(expected));
    lastCommit.writeTo(out);
    out.message(4, 0);
    int mark = out.size();
    evidence.writeTo(out);
    out.message(3, mark);
    mark = out.size();
    data.writeTo(out);
    out.message(2, mark);
    mark = out.size();
    header.writeTo(out);
    out.message(1, mark);
    return out.finish();
  }

  /// The size of the encoded block.
  ///
  /// @return the number of bytes
  public int size() {
    return encoded().length();
  }

  /// Cuts the encoded block into parts of the usual size.
  ///
  /// @return the whole set
  public PartSet toPartSet() {
    return PartSet.of(encoded());
  }

  /// Checks header, last commit and evidence, and that the header has the hashes of the content.
  ///
  /// @throws InvalidChainDataException if a rule is broken
  public void validate() throws InvalidChainDataException {
    try {
      header.validate();
    } catch (InvalidChainDataException e) {
      throw e.within("header");
    }
    try {
      lastCommit.validate();
    } catch (InvalidChainDataException e) {
      throw e.within("last commit");
    }
    Rules.sameHash(header.lastCommitHash(), lastCommit.hash(), "last commit hash");
    Rules.sameHash(header.dataHash(), data.hash(), "data hash");
    for (Evidence piece : evidence.pieces()) {
      try {
        piece.validate();
      } catch (InvalidChainDataException e) {
        throw e.within("evidence");
      }
    }
    Rules.sameHash(header.evidenceHash(), evidence.hash(), "evidence hash");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Block that
        && header.equals(that.header)
        && data.equals(that.data)
        && evidence.equals(that.evidence)
        && lastCommit.equals(that.lastCommit);
  }

  @Override
  public int hashCode() {
    return header.hashCode();
  }

  @Override
  public String toString() {
    return "Block[" + height() + " " + hash() + "]";
  }
}
