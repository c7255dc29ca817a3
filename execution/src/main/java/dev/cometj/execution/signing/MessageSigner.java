package dev.cometj.execution.signing;

import dev.cometj.crypto.PublicKey;
import dev.cometj.wire.types.Proposal;
import dev.cometj.wire.types.Vote;

/// A validator's key, wherever it is; Go's `PrivValidator` of `types/priv_validator.go`.
///
/// Calls block, and may be made from any thread that may; an implementation serves them one at a time. They fail with a
/// [dev.cometj.chain.service.SigningException] only.
public interface MessageSigner {
  /// Tell the public key.
  ///
  /// @return the key
  PublicKey publicKey();

  /// Sign a vote.
  ///
  /// @param chainId the chain it is for
  /// @param vote the vote; signatures in it do not matter
  /// @return the vote with its signatures. Its time is an earlier one if the same vote was signed before
  Vote signVote(String chainId, Vote vote);

  /// Sign a proposal.
  ///
  /// @param chainId the chain it is for
  /// @param proposal the proposal; a signature in it does not matter
  /// @return the proposal with its signature. Its time is an earlier one if the same proposal was signed before
  Proposal signProposal(String chainId, Proposal proposal);
}
