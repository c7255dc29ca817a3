package dev.cometj.execution.signing;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Timestamp;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import dev.cometj.wire.types.CanonicalProposal;
import dev.cometj.wire.types.CanonicalVote;
import dev.cometj.wire.types.SignedMsgType;
import java.io.IOException;

/// Sign bytes taken apart again: whose height, round and step they are of, and what they say besides the time.
///
/// @param height the height
/// @param round the round
/// @param step the step
/// @param time the time
/// @param rest everything but the time
record CanonicalBytes(long height, long round, SignStep step, Timestamp time, Object rest) {
  /// The original's zero time, which a missing one is read as.
  private static final Timestamp ZERO = Timestamp.newBuilder().setSeconds(-62_135_596_800L).build();

  private static final UntrustedDecoder<CanonicalVote> VOTE =
      UntrustedDecoder.of(CanonicalVote.getDefaultInstance());
  private static final UntrustedDecoder<CanonicalProposal> PROPOSAL =
      UntrustedDecoder.of(CanonicalProposal.getDefaultInstance());

  /// Take sign bytes apart.
  ///
  /// @param signBytes the bytes, with their length in front
  /// @param step what kind they are of
  /// @throws IllegalArgumentException if they are not of that kind
  static CanonicalBytes of(ByteString signBytes, SignStep step) {
    try {
      byte[] message = withoutLength(signBytes);
      return step == SignStep.PROPOSE ? proposal(message) : vote(message);
    } catch (MalformedMessageException | IOException e) {
      throw new IllegalArgumentException("the sign bytes are malformed", e);
    }
  }

  private static CanonicalBytes proposal(byte[] message) throws MalformedMessageException {
    CanonicalProposal proposal = PROPOSAL.decode(message);
    return new CanonicalBytes(
        proposal.getHeight(),
        proposal.getRound(),
        proposal.getType() == SignedMsgType.SIGNED_MSG_TYPE_PROPOSAL
            ? SignStep.PROPOSE
            : SignStep.NONE,
        proposal.hasTimestamp() ? proposal.getTimestamp() : ZERO,
        proposal.toBuilder().clearTimestamp().build());
  }

  private static CanonicalBytes vote(byte[] message) throws MalformedMessageException {
    CanonicalVote vote = VOTE.decode(message);
    return new CanonicalBytes(
        vote.getHeight(),
        vote.getRound(),
        switch (vote.getType()) {
          case SIGNED_MSG_TYPE_PREVOTE -> SignStep.PREVOTE;
          case SIGNED_MSG_TYPE_PRECOMMIT -> SignStep.PRECOMMIT;
          default -> SignStep.NONE;
        },
        vote.hasTimestamp() ? vote.getTimestamp() : ZERO,
        vote.toBuilder().clearTimestamp().build());
  }

  private static byte[] withoutLength(ByteString signBytes) throws IOException {
    CodedInputStream in = signBytes.newCodedInput();
    byte[] message = in.readByteArray();
    if (!in.isAtEnd()) {
      throw new IOException("something follows the end");
    }
    return message;
  }
}
