package dev.cometj.chain.validators;

import dev.cometj.chain.Vote;
import dev.cometj.crypto.PublicKey;

/// A vote with the key that its signatures were checked with, so that a [VoteSet] whose validator has that key need not
/// check again. Only a successful check makes one.
public final class CheckedVote {

  private final Vote vote;
  private final String chainId;
  private final PublicKey key;
  private final boolean extensionChecked;

  private CheckedVote(Vote vote, String chainId, PublicKey key, boolean extensionChecked) {
    this.vote = vote;
    this.chainId = chainId;
    this.key = key;
    this.extensionChecked = extensionChecked;
  }

  /// Checks a vote, on any thread.
  ///
  /// @param vote the vote
  /// @param chainId the chain's name
  /// @param key the key that its validator probably has
  /// @param withExtension whether the height has vote extensions
  /// @return what the set says if the validator has that key: either a checked vote or why it is none
  public static CheckResult check(Vote vote, String chainId, PublicKey key, boolean withExtension) {
    if (!vote.isSignedBy(chainId, key)) {
      return new CheckResult.Bad(VoteOutcome.Reason.SIGNATURE);
    }
    if (withExtension) {
      if (vote.isExtensible() && vote.extensionSignature().isEmpty()) {
        return new CheckResult.Bad(VoteOutcome.Reason.EXTENSION_MISSING);
      }
      if (!vote.isExtensionSignedBy(chainId, key)) {
        return new CheckResult.Bad(VoteOutcome.Reason.SIGNATURE);
      }
    }
    return new CheckResult.Good(new CheckedVote(vote, chainId, key, withExtension));
  }

  /// The vote.
  ///
  /// @return the vote
  public Vote vote() {
    return vote;
  }

  boolean wasCheckedFor(String otherChainId, PublicKey otherKey, boolean withExtension) {
    return chainId.equals(otherChainId)
        && key.equals(otherKey)
        && (extensionChecked || !withExtension);
  }

  /// What a check comes to.
  public sealed interface CheckResult {

    /// The signatures are good.
    ///
    /// @param vote the checked vote
    record Good(CheckedVote vote) implements CheckResult {}

    /// They are not.
    ///
    /// @param reason why
    record Bad(VoteOutcome.Reason reason) implements CheckResult {}
  }
}
