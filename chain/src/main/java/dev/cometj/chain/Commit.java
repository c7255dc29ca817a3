package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.chain.merkle.MerkleHasher;
import dev.cometj.crypto.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The votes by which validators committed a block, in the order of the validator set. The first block's last commit
/// is [#EMPTY]. Realises `types/block.go`.
///
/// Immutable and safe for any thread; equal if the content is.
public final class Commit {

  /// Of no block: what the first block has for its last commit.
  public static final Commit EMPTY = new Commit(0, 0, BlockId.NIL, List.of());

  private final long height;
  private final int round;
  private final BlockId blockId;
  private final List<CommitSig> signatures;

  /// Computed when first needed; threads that do so at once compute the same.
  private @Nullable Bytes hash;

  /// Makes a commit.
  ///
  /// @param height the block's height
  /// @param round the round in which it was committed
  /// @param blockId the block
  /// @param signatures an entry for each validator
  public Commit(long height, int round, BlockId blockId, List<CommitSig> signatures) {
    this.height = height;
    this.round = round;
    this.blockId = blockId;
    this.signatures = List.copyOf(signatures);
  }

  /// The block's height.
  ///
  /// @return from 0 if valid
  public long height() {
    return height;
  }

  /// The round in which the block was committed.
  ///
  /// @return from 0 if valid
  public int round() {
    return round;
  }

  /// The block.
  ///
  /// @return its id
  public BlockId blockId() {
    return blockId;
  }

  /// The entries, one for each validator.
  ///
  /// @return an unmodifiable list in the order of the validator set
  public List<CommitSig> signatures() {
    return signatures;
  }

  /// How many validators have an entry.
  ///
  /// @return from 0
  public int size() {
    return signatures.size();
  }

  /// The vote that an entry was made of, without its extension.
  ///
  /// @param validatorIndex the entry's index
  /// @return the precommit
  /// @throws IndexOutOfBoundsException if there is no such entry
  public Vote vote(int validatorIndex) {
    CommitSig entry = signatures.get(validatorIndex);
    return new Vote(
        SignedMsgType.PRECOMMIT,
        height,
        round,
        entry.blockId(blockId),
        entry.timestamp(),
        entry.validatorAddress(),
        validatorIndex,
        entry.signature(),
        Bytes.EMPTY,
        Bytes.EMPTY);
  }

  /// Prepares the bytes that the validators signed, which differ only in time and in whether they are for the block.
  ///
  /// @param chainId the chain's name
  /// @return their common part
  public CommitSignBytes signBytes(String chainId) {
    return new CommitSignBytes(chainId, this);
  }

  /// The Merkle root of the entries.
  ///
  /// @return 32 bytes
  public Bytes hash() {
    Bytes known = hash;
    if (known == null) {
      MerkleHasher hasher = new MerkleHasher(signatures.size());
      ProtoWriter leaf = new ProtoWriter(160);
      for (CommitSig entry : signatures) {
        leaf.clear();
        entry.writeTo(leaf);
        hasher.add(leaf.buffer(), leaf.start(), leaf.size());
      }
      known = hasher.root();
      hash = known;
    }
    return known;
  }

  /// This commit in the form of an extended one, without extensions.
  ///
  /// @return the extended commit
  public ExtendedCommit wrapped() {
    return new ExtendedCommit(
        height,
        round,
        blockId,
        signatures.stream()
            .map(entry -> new ExtendedCommitSig(entry, Bytes.EMPTY, Bytes.EMPTY))
            .toList());
  }

  /// Checks height and round, and for heights from 1 that there is a block and that the entries are valid.
  ///
  /// @throws InvalidChainDataException if one is not as it must be
  public void validate() throws InvalidChainDataException {
    Rules.heightNotNegative(height);
    Rules.roundNotNegative(round);
    if (height >= 1) {
      Rules.check(!blockId.isZero(), ChainRule.BLOCK_ID, "commit is for no block");
      Rules.check(!signatures.isEmpty(), ChainRule.NO_SIGNATURES, "commit has no signatures");
      for (int i = 0; i < signatures.size(); i++) {
        try {
          signatures.get(i).validate();
        } catch (InvalidChainDataException e) {
          throw e.within("signature " + i);
        }
      }
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Commit that
        && height == that.height
        && round == that.round
        && blockId.equals(that.blockId)
        && signatures.equals(that.signatures);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(height) + blockId.hashCode();
  }

  @Override
  public String toString() {
    return "Commit[%d/%d %s by %d]".formatted(height, round, blockId, signatures.size());
  }

  void writeTo(ProtoWriter out) {
    for (int i = signatures.size() - 1; i >= 0; i--) {
      int mark = out.size();
      signatures.get(i).writeTo(out);
      out.message(4, mark);
    }
    blockId.writeTo(out, 3);
    out.varint(2, round);
    out.varint(1, height);
  }
}
