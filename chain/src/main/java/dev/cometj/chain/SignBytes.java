package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ByteText;
import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;

/// The bytes that validators sign: canonical messages behind their length. Realises `types/canonical.go`.
///
/// Heights and rounds have eight bytes and are left out if they are zero, an empty block id is left out, and the time
/// is always there.
public final class SignBytes {

  private static final int TYPICAL_SIZE = 192;

  private SignBytes() {}

  /// The bytes of a vote.
  ///
  /// @param chainId the chain's name
  /// @param type the number of its type
  /// @param height the height
  /// @param round the round
  /// @param blockId what it is for
  /// @param timestamp its time
  /// @return the bytes, in an array of the caller's own
  public static byte[] vote(
      String chainId, int type, long height, int round, BlockId blockId, Timestamp timestamp) {
    ProtoWriter out = new ProtoWriter(TYPICAL_SIZE);
    writeChainId(6, chainId, out);
    timestamp.writeTo(out, 5);
    writeVoteHead(type, height, round, blockId, out);
    return delimited(out);
  }

  static void writeVoteHead(int type, long height, int round, BlockId blockId, ProtoWriter out) {
    writeBlockId(4, blockId, out);
    out.fixed64(3, round);
    out.fixed64(2, height);
    out.varint(1, type);
  }

  /// The bytes of a vote extension.
  ///
  /// @param chainId the chain's name
  /// @param height the vote's height
  /// @param round the vote's round
  /// @param extension the extension, possibly empty
  /// @return the bytes, in an array of the caller's own
  public static byte[] voteExtension(String chainId, long height, int round, Bytes extension) {
    ProtoWriter out = new ProtoWriter(TYPICAL_SIZE + extension.length());
    writeChainId(4, chainId, out);
    out.fixed64(3, round);
    out.fixed64(2, height);
    out.bytes(1, extension);
    return delimited(out);
  }

  /// The bytes of a proposal.
  ///
  /// @param chainId the chain's name
  /// @param proposal the proposal
  /// @return the bytes, in an array of the caller's own
  public static byte[] proposal(String chainId, Proposal proposal) {
    ProtoWriter out = new ProtoWriter(TYPICAL_SIZE);
    writeChainId(7, chainId, out);
    proposal.timestamp().writeTo(out, 6);
    writeBlockId(5, proposal.blockId(), out);
    out.varint(4, proposal.polRound());
    out.fixed64(3, proposal.round());
    out.fixed64(2, proposal.height());
    out.varint(1, SignedMsgType.PROPOSAL.number());
    return delimited(out);
  }

  private static void writeChainId(int field, String chainId, ProtoWriter out) {
    out.bytes(field, ByteText.encode(chainId));
  }

  private static void writeBlockId(int field, BlockId blockId, ProtoWriter out) {
    if (!blockId.isZero()) {
      blockId.writeTo(out, field);
    }
  }

  private static byte[] delimited(ProtoWriter out) {
    out.rawVarint(out.size());
    return out.toByteArray();
  }
}
