package dev.cometj.chain.validators;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.crypto.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/// Changes of a validator set, checked before any is made. Realises `updateWithChangeSet` of
/// `types/validator_set.go`.
final class ValidatorChanges {

  private static final Comparator<Validator> BY_ADDRESS = Comparator.comparing(Validator::address);

  /// The order of a set: the higher power first, then the lower address.
  static final Comparator<Validator> SET_ORDER =
      Comparator.comparingLong(Validator::votingPower).reversed().thenComparing(BY_ADDRESS);

  private final ValidatorSet set;
  private final List<Validator> updates = new ArrayList<>();
  private final List<Validator> removals = new ArrayList<>();

  ValidatorChanges(ValidatorSet set, List<Validator> changes, boolean mayRemove)
      throws InvalidChainDataException {
    this.set = set;
    split(changes);
    if (!mayRemove && !removals.isEmpty()) {
      throw invalid(ChainRule.VOTING_POWER, "a new validator has no voting power: " + removals);
    }
  }

  private void split(List<Validator> changes) throws InvalidChainDataException {
    Set<Bytes> seen = new HashSet<>();
    for (Validator change : changes) {
      if (!seen.add(change.address())) {
        throw invalid(ChainRule.VALIDATOR_SET, "validator is changed twice: " + change.address());
      }
      if (change.votingPower() < 0 || change.votingPower() > ValidatorSet.MAX_TOTAL_VOTING_POWER) {
        throw invalid(ChainRule.VOTING_POWER, "voting power is " + change.votingPower());
      }
      (change.votingPower() == 0 ? removals : updates).add(change);
    }
  }

  /// Makes the changes: new validators come last in the queue of proposers, and all priorities are rescaled and
  /// centred.
  ///
  /// @return the validators in the order of the set
  List<Validator> apply() throws InvalidChainDataException {
    boolean addsNone = updates.stream().allMatch(update -> isKnown(update.address()));
    if (addsNone && set.size() == removals.size()) {
      throw invalid(ChainRule.VALIDATOR_SET, "no validator would be left");
    }
    long totalBeforeRemovals = totalBeforeRemovals(removedPower());
    List<Validator> merged = merge(totalBeforeRemovals);
    long total = Roster.of(merged).totalPower();
    Priorities priorities = new Priorities(merged, total);
    priorities.rescale(ValidatorSet.PRIORITY_WINDOW * total);
    priorities.centre();
    return priorities.apply().stream().sorted(SET_ORDER).toList();
  }

  private boolean isKnown(Bytes address) {
    return set.indexOf(address) >= 0;
  }

  private long removedPower() throws InvalidChainDataException {
    long removed = 0;
    for (Validator removal : removals) {
      int index = set.indexOf(removal.address());
      if (index < 0) {
        throw invalid(ChainRule.VALIDATOR_SET, "no such validator to remove: " + removal.address());
      }
      removed += set.get(index).votingPower();
    }
    return removed;
  }

  private long totalBeforeRemovals(long removedPower) throws InvalidChainDataException {
    ToLongFunction<Validator> difference =
        update -> {
          int index = set.indexOf(update.address());
          return index < 0
              ? update.votingPower()
              : update.votingPower() - set.get(index).votingPower();
        };
    // In rising order no sum on the way is larger than both the first and the last, so none
    // overflows.
    long total = set.totalVotingPower() - removedPower;
    for (long change : updates.stream().mapToLong(difference).sorted().toArray()) {
      total += change;
      if (total > ValidatorSet.MAX_TOTAL_VOTING_POWER) {
        throw invalid(
            ChainRule.VOTING_POWER,
            "total voting power would be more than " + ValidatorSet.MAX_TOTAL_VOTING_POWER);
      }
    }
    return total + removedPower;
  }

  private List<Validator> merge(long totalBeforeRemovals) {
    // Behind all others, so that nobody gets ahead by leaving and coming back.
    long lastPriority = -(totalBeforeRemovals + (totalBeforeRemovals >> 3));
    Set<Bytes> changed = new HashSet<>();
    removals.forEach(removal -> changed.add(removal.address()));
    List<Validator> merged = new ArrayList<>();
    for (Validator update : updates) {
      changed.add(update.address());
      int index = set.indexOf(update.address());
      merged.add(update.withPriority(index < 0 ? lastPriority : set.get(index).proposerPriority()));
    }
    for (Validator validator : set.validators()) {
      if (!changed.contains(validator.address())) {
        merged.add(validator);
      }
    }
    return merged;
  }

  private static InvalidChainDataException invalid(ChainRule rule, String message) {
    return new InvalidChainDataException(rule, message);
  }
}
