package dev.cometj.chain;

import dev.cometj.crypto.Bytes;

/// What a proposer proposes for a round. Realises `types/proposal.go`.
///
/// @param height the height
/// @param round the round
/// @param polRound the round whose prevotes made the block valid, or -1
/// @param blockId the block
/// @param timestamp the proposer's time
/// @param signature the signature of [#signBytes], or empty as long as it is not signed
public record Proposal(
    long height, int round, int polRound, BlockId blockId, Timestamp timestamp, Bytes signature) {

  /// The bytes that the proposer signs.
  ///
  /// @param chainId the chain's name
  /// @return the bytes, in an array of the caller's own
  public byte[] signBytes(String chainId) {
    return SignBytes.proposal(chainId, this);
  }

  /// The same proposal with a signature, and its time, which a signer may change.
  ///
  /// @param newTimestamp the time that was signed
  /// @param newSignature the signature
  /// @return the signed proposal
  public Proposal signed(Timestamp newTimestamp, Bytes newSignature) {
    return new Proposal(height, round, polRound, blockId, newTimestamp, newSignature);
  }

  /// Checks everything but the signature itself.
  ///
  /// @throws InvalidChainDataException if a rule is broken
  public void validate() throws InvalidChainDataException {
    Rules.heightNotNegative(height);
    Rules.roundNotNegative(round);
    Rules.check(polRound >= -1, ChainRule.ROUND, "proof-of-lock round is " + polRound);
    blockId.validate();
    Rules.check(blockId.isComplete(), ChainRule.BLOCK_ID, "block id is not complete: " + blockId);
    Rules.signature(signature);
  }

  /// Checks that the block is not announced with more parts than the largest block has. To be called before anything
  /// is allocated for the parts.
  ///
  /// @param maxBlockBytes the parameter `block.max_bytes`, where -1 stands for the largest block there is
  /// @throws InvalidChainDataException if there are more
  public void validateBlockSize(long maxBlockBytes) throws InvalidChainDataException {
    long most = BlockLimits.maxParts(maxBlockBytes);
    long total = blockId.partSetHeader().totalAsLong();
    Rules.check(
        total <= most, ChainRule.TOO_MANY_PARTS, "proposal has " + total + " parts, not " + most);
  }
}
