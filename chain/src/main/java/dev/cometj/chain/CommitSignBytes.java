package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ByteText;
import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;

/// The bytes that the validators of one commit signed. Only the time differs, and whether there is a block, so
/// everything else is written once.
///
/// Immutable and safe for any thread.
public final class CommitSignBytes {

  private static final int LONGEST_TIMESTAMP = 20;

  private final Commit commit;
  private final Bytes headForBlock;
  private final Bytes headForNil;
  private final Bytes tail;

  CommitSignBytes(String chainId, Commit commit) {
    this.commit = commit;
    this.headForBlock = head(commit, commit.blockId());
    this.headForNil = head(commit, BlockId.NIL);
    ProtoWriter out = new ProtoWriter(64);
    out.bytes(6, ByteText.encode(chainId));
    this.tail = out.finish();
  }

  private static Bytes head(Commit commit, BlockId blockId) {
    ProtoWriter out = new ProtoWriter(128);
    SignBytes.writeVoteHead(
        SignedMsgType.PRECOMMIT.number(), commit.height(), commit.round(), blockId, out);
    return out.finish();
  }

  /// The bytes that one validator signed.
  ///
  /// @param validatorIndex the index of the commit's entry
  /// @return the bytes, in an array of the caller's own
  /// @throws IndexOutOfBoundsException if there is no such entry
  public byte[] of(int validatorIndex) {
    CommitSig entry = commit.signatures().get(validatorIndex);
    Bytes head = entry.isForBlock() ? headForBlock : headForNil;
    ProtoWriter out = new ProtoWriter(head.length() + tail.length() + LONGEST_TIMESTAMP + 12);
    out.raw(tail);
    entry.timestamp().writeTo(out, 5);
    out.raw(head);
    out.rawVarint(out.size());
    return out.toByteArray();
  }
}
