package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;

/// Two votes of one validator that contradict each other. Realises `types/evidence.go`.
///
/// @param voteA the vote whose block id's key is less
/// @param voteB the other vote
/// @param totalVotingPower the power of all validators at that height
/// @param validatorPower the power of this validator
/// @param timestamp the time of the block at that height
public record DuplicateVoteEvidence(
    Vote voteA, Vote voteB, long totalVotingPower, long validatorPower, Timestamp timestamp)
    implements Evidence {

  /// Puts two votes into order.
  ///
  /// @param one a vote
  /// @param other the vote that contradicts it
  /// @param totalVotingPower the power of all validators at that height
  /// @param validatorPower the power of this validator
  /// @param blockTime the time of the block at that height
  /// @return the evidence
  public static DuplicateVoteEvidence of(
      Vote one, Vote other, long totalVotingPower, long validatorPower, Timestamp blockTime) {
    boolean inOrder = one.blockId().key().compareTo(other.blockId().key()) < 0;
    return new DuplicateVoteEvidence(
        inOrder ? one : other, inOrder ? other : one, totalVotingPower, validatorPower, blockTime);
  }

  @Override
  public Bytes bytes() {
    ProtoWriter out = new ProtoWriter(512);
    writeTo(out);
    return out.finish();
  }

  @Override
  public Bytes hash() {
    return Sha256.hash(bytes());
  }

  @Override
  public long height() {
    return voteA.height();
  }

  @Override
  public Timestamp time() {
    return timestamp;
  }

  @Override
  public void validate() throws InvalidChainDataException {
    validate(voteA, "vote A");
    validate(voteB, "vote B");
    Rules.check(
        voteA.blockId().key().compareTo(voteB.blockId().key()) < 0,
        ChainRule.VOTE_ORDER,
        "duplicate votes in wrong order");
  }

  private static void validate(Vote vote, String name) throws InvalidChainDataException {
    try {
      vote.validate();
    } catch (InvalidChainDataException e) {
      throw e.within(name);
    }
  }

  void writeTo(ProtoWriter out) {
    timestamp.writeTo(out, 5);
    out.varint(4, validatorPower);
    out.varint(3, totalVotingPower);
    int markB = out.size();
    voteB.writeTo(out);
    out.message(2, markB);
    int markA = out.size();
    voteA.writeTo(out);
    out.message(1, markA);
  }
}
