package dev.cometj.chain.validators;

import dev.cometj.chain.Vote;
import dev.cometj.chain.bits.BitArray;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The votes for one block, or for no block.
final class BlockVotes {

  private final @Nullable Vote[] votes;
  private final BitArray bits;

  /// The peers who claim that two thirds voted for this.
  private final Set<String> claimants = new HashSet<>();

  private long power;

  BlockVotes(int validators) {
    this.votes = new Vote[validators];
    this.bits = BitArray.ofSize(validators);
  }

  /// Adds a vote unless the validator has one here.
  void add(Vote vote, long votingPower) {
    int index = vote.validatorIndex();
    if (votes[index] == null) {
      votes[index] = vote;
      bits.set(index);
      power += votingPower;
    }
  }

  @Nullable Vote vote(int index) {
    return votes[index];
  }

  BitArray bits() {
    return bits;
  }

  long power() {
    return power;
  }

  boolean isClaimed() {
    return !claimants.isEmpty();
  }

  void claim(String peer) {
    claimants.add(peer);
  }

  /// Forgets a peer's claim.
  ///
  /// @return whether there is no reason left to keep this
  boolean withdraw(String peer) {
    claimants.remove(peer);
    return claimants.isEmpty() && bits.isEmpty();
  }
}
