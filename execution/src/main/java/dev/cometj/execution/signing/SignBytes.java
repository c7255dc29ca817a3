package dev.cometj.execution.signing;

import com.google.protobuf.ByteString;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.PartSetHeader;
import dev.cometj.chain.Timestamp;
import dev.cometj.crypto.Bytes;
import dev.cometj.wire.types.BlockID;
import dev.cometj.wire.types.Proposal;
import dev.cometj.wire.types.Vote;

/// What is signed of a message of the signer protocol. The signer of another process makes it of exactly what it was
/// sent, so nothing but the time's range is checked here, and that by the decoder already.
final class SignBytes {
  private SignBytes() {}

  static ByteString vote(String chainId, Vote vote) {
    return ByteString.copyFrom(
        dev.cometj.chain.SignBytes.vote(
            chainId,
            vote.getTypeValue(),
            vote.getHeight(),
            vote.getRound(),
            blockId(vote.getBlockId()),
            time(vote.hasTimestamp(), vote.getTimestamp())));
  }

  static byte[] extension(String chainId, Vote vote) {
    return dev.cometj.chain.SignBytes.voteExtension(
        chainId, vote.getHeight(), vote.getRound(), bytes(vote.getExtension()));
  }

  static ByteString proposal(String chainId, Proposal proposal) {
    return ByteString.copyFrom(
        new dev.cometj.chain.Proposal(
                proposal.getHeight(),
                proposal.getRound(),
                proposal.getPolRound(),
                blockId(proposal.getBlockId()),
                time(proposal.hasTimestamp(), proposal.getTimestamp()),
                Bytes.EMPTY)
            .signBytes(chainId));
  }

  /// Whether a vote is for no block: nothing of its block id is there.
  static boolean isNil(BlockID wire) {
    return blockId(wire).isZero();
  }

  private static BlockId blockId(BlockID wire) {
    return new BlockId(
        bytes(wire.getHash()),
        new PartSetHeader(
            wire.getPartSetHeader().getTotal(), bytes(wire.getPartSetHeader().getHash())));
  }

  /// A missing time stands for the original's zero time.
  private static Timestamp time(boolean isPresent, com.google.protobuf.Timestamp wire) {
    return isPresent ? new Timestamp(wire.getSeconds(), wire.getNanos()) : Timestamp.ZERO;
  }

  private static Bytes bytes(ByteString wire) {
    return Bytes.wrap(wire.toByteArray());
  }
}
