package dev.cometj.execution.signing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.cometj.wire.types.BlockID;
import dev.cometj.wire.types.CanonicalBlockID;
import dev.cometj.wire.types.CanonicalPartSetHeader;
import dev.cometj.wire.types.CanonicalProposal;
import dev.cometj.wire.types.CanonicalVote;
import dev.cometj.wire.types.CanonicalVoteExtension;
import dev.cometj.wire.types.Proposal;
import dev.cometj.wire.types.SignedMsgType;
import dev.cometj.wire.types.Vote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// What is signed of a message of the signer protocol; Go's `types/canonical.go`. The signer of another process makes
/// it of exactly what it was sent, valid or not.
final class SignBytes {
  /// The original's zero time, which a missing one stands for.
  private static final Timestamp ZERO = Timestamp.newBuilder().setSeconds(-62_135_596_800L).build();

  private SignBytes() {}

  static ByteString vote(String chainId, Vote vote) {
    CanonicalVote.Builder canonical =
        CanonicalVote.newBuilder()
            .setTypeValue(vote.getTypeValue())
            .setHeight(vote.getHeight())
            .setRound(vote.getRound())
            .setTimestamp(vote.hasTimestamp() ? vote.getTimestamp() : ZERO)
            .setChainId(chainId);
    blockId(vote.getBlockId()).ifPresent(canonical::setBlockId);
    return delimited(canonical.build());
  }

  static ByteString extension(String chainId, Vote vote) {
    return delimited(
        CanonicalVoteExtension.newBuilder()
            .setExtension(vote.getExtension())
            .setHeight(vote.getHeight())
            .setRound(vote.getRound())
            .setChainId(chainId)
            .build());
  }

  static ByteString proposal(String chainId, Proposal proposal) {
    CanonicalProposal.Builder canonical =
        CanonicalProposal.newBuilder()
            .setType(SignedMsgType.SIGNED_MSG_TYPE_PROPOSAL)
            .setHeight(proposal.getHeight())
            .setRound(proposal.getRound())
            .setPolRound(proposal.getPolRound())
            .setTimestamp(proposal.hasTimestamp() ? proposal.getTimestamp() : ZERO)
            .setChainId(chainId);
    blockId(proposal.getBlockId()).ifPresent(canonical::setBlockId);
    return delimited(canonical.build());
  }

  /// Whether a vote is for no block: nothing of its block id is there.
  static boolean isNil(BlockID blockId) {
    return blockId.getHash().isEmpty()
        && blockId.getPartSetHeader().getTotal() == 0
        && blockId.getPartSetHeader().getHash().isEmpty();
  }

  private static Optional<CanonicalBlockID> blockId(BlockID blockId) {
    return isNil(blockId)
        ? Optional.empty()
        : Optional.of(
            CanonicalBlockID.newBuilder()
                .setHash(blockId.getHash())
                .setPartSetHeader(
                    CanonicalPartSetHeader.newBuilder()
                        .setTotal(blockId.getPartSetHeader().getTotal())
                        .setHash(blockId.getPartSetHeader().getHash()))
                .build());
  }

  private static ByteString delimited(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      message.writeDelimitedTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }
}
