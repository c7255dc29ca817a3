package dev.cometj.chain.service;

import dev.cometj.chain.Proposal;
import dev.cometj.chain.Vote;
import dev.cometj.crypto.PublicKey;
import java.util.concurrent.CompletionStage;

/// The service that signs for a validator; Go's `PrivValidator` of `types/priv_validator.go`. Its key may be in a file,
/// or in another process.
///
/// Calls may be made from any thread and return at once; they are served one after the other, in order. Stages end on any
/// thread, so a core takes the signature over into its mailbox; they fail with a [SigningException] only. A signature
/// that was given is remembered over a power loss: the same height, round and step is never signed for two things.
public interface PrivValidator {
  /// Tell the public key.
  ///
  /// @return a stage with the key; it does not change while the node runs
  CompletionStage<PublicKey> publicKey();

  /// Sign a vote, and its extension if it is a precommit for a block.
  ///
  /// @param chainId the chain it is for
  /// @param vote the vote; signatures in it do not matter
  /// @return a stage with the vote and its signatures. Its time is an earlier one if the same vote was signed before
  CompletionStage<Vote> signVote(String chainId, Vote vote);

  /// Sign a proposal.
  ///
  /// @param chainId the chain it is for
  /// @param proposal the proposal; a signature in it does not matter
  /// @return a stage with the proposal and its signature. Its time is an earlier one if the same proposal was signed
  ///     before
  CompletionStage<Proposal> signProposal(String chainId, Proposal proposal);
}
