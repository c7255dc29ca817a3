package dev.cometj.chain.validators;

import dev.cometj.chain.ChainException;
import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The validators of a height, in the order in which commits list their votes: by falling power, then by address.
///
/// With each round the proposer moves on: everybody gains priority by the own power, and whoever is first then proposes
/// and loses the power of all. A set never changes; what changes it returns another one. Safe for any thread.
/// Realises `types/validator_set.go`.
public final class ValidatorSet {

  /// The most that all voting powers may add up to: an eighth of what 64 bits hold, so that priorities do not overflow.
  public static final long MAX_TOTAL_VOTING_POWER = Long.MAX_VALUE / 8;

  /// No validators, as before the first block.
  public static final ValidatorSet EMPTY = empty();

  /// How far priorities may be apart, in total voting powers.
  static final int PRIORITY_WINDOW = 2;

  private final List<Validator> validators;
  private final Roster roster;
  private final @Nullable Validator proposer;

  private ValidatorSet(List<Validator> validators, Roster roster, @Nullable Validator proposer) {
    this.validators = validators;
    this.roster = roster;
    this.proposer = proposer;
  }

  private static ValidatorSet empty() {
    try {
      return new ValidatorSet(List.of(), Roster.of(List.of()), null);
    } catch (InvalidChainDataException e) {
      throw new IllegalStateException("no validators break no rule", e);
    }
  }

  /// Makes the first set of a chain (`NewValidatorSet`), which has advanced one round already.
  ///
  /// @param validators the validators in any order; their priorities do not count
  /// @return the set, empty if there are no validators
  /// @throws InvalidChainDataException if one has no power, a negative or too much, two have the same address, or the
  ///     total is too large
  public static ValidatorSet of(List<Validator> validators) throws InvalidChainDataException {
    return validators.isEmpty() ? EMPTY : EMPTY.changed(validators, false).advanced(1);
  }

  /// Makes a set that was encoded (`ValidatorSetFromProto`).
  ///
  /// @param validators the validators, whose order is kept
  /// @param proposer the proposer
  /// @return the set
  /// @throws InvalidChainDataException if there are no validators, the proposer is none of them, or powers are negative
  ///     or too large
  public static ValidatorSet decoded(List<Validator> validators, Validator proposer)
      throws InvalidChainDataException {
    checkSome(validators);
    Roster roster = Roster.of(validators);
    if (roster.indexOf(proposer.address()) < 0) {
      throw new InvalidChainDataException(
          ChainRule.VALIDATOR_SET, "the proposer is none of the validators");
    }
    if (proposer.votingPower() < 0) {
      throw new InvalidChainDataException(
          ChainRule.VOTING_POWER, "the proposer's voting power is " + proposer.votingPower());
    }
    return new ValidatorSet(List.copyOf(validators), roster, proposer);
  }

  /// Makes the set that some validators were taken from with their priorities (`ValidatorSetFromExistingValidators`),
  /// as a light client gets them. The proposer is the last in the queue, since it is the one that just gave way.
  ///
  /// @param validators the validators in any order
  /// @return the set
  /// @throws InvalidChainDataException if there are none, two have the same address and priority, or powers are
  ///     negative or too large
  public static ValidatorSet ofExisting(List<Validator> validators)
      throws InvalidChainDataException {
    checkSome(validators);
    Validator last = validators.getFirst();
    for (Validator validator : validators.subList(1, validators.size())) {
      if (validator.proposerPriority() == last.proposerPriority()
          && validator.address().equals(last.address())) {
        throw new InvalidChainDataException(
            ChainRule.VALIDATOR_SET, "the same validator twice: " + validator.address());
      }
      if (last.isBefore(validator)) {
        last = validator;
      }
    }
    List<Validator> sorted = validators.stream().sorted(ValidatorChanges.SET_ORDER).toList();
    return new ValidatorSet(sorted, Roster.of(sorted), last);
  }

  private static void checkSome(List<Validator> validators) throws InvalidChainDataException {
    if (validators.isEmpty()) {
      throw new InvalidChainDataException(ChainRule.VALIDATOR_SET, "there are no validators");
    }
  }

  /// The validators in the order of the set.
  ///
  /// @return an unmodifiable list
  public List<Validator> validators() {
    return validators;
  }

  /// How many validators there are.
  ///
  /// @return from 0
  public int size() {
    return validators.size();
  }

  /// Whether there are no validators.
  ///
  /// @return whether the size is 0
  public boolean isEmpty() {
    return validators.isEmpty();
  }

  /// A validator by its place.
  ///
  /// @param index from 0 to below the size
  /// @return the validator
  /// @throws IndexOutOfBoundsException for another index
  public Validator get(int index) {
    return validators.get(index);
  }

  /// Finds a validator's place.
  ///
  /// @param address the address
  /// @return the index, or -1 if there is no such validator
  public int indexOf(Bytes address) {
    return roster.indexOf(address);
  }

  /// The sum of all voting powers.
  ///
  /// @return from 0 to [#MAX_TOTAL_VOTING_POWER]
  public long totalVotingPower() {
    return roster.totalPower();
  }

  /// What the power of more than two thirds is greater than.
  ///
  /// @return two thirds of the total, rounded down
  public long twoThirds() {
    return totalVotingPower() * 2 / 3;
  }

  /// Whether all keys are of the same type, as those of no validators are.
  ///
  /// @return whether they are
  public boolean hasOneKeyType() {
    return roster.hasOneKeyType();
  }

  /// Who proposes in the round that this set has advanced to.
  ///
  /// @return the proposer
  /// @throws ChainException if there are no validators
  public Validator proposer() {
    if (proposer != null) {
      return proposer;
    }
    if (validators.isEmpty()) {
      throw new ChainException("a set of no validators has no proposer");
    }
    Validator first = validators.getFirst();
    for (Validator validator : validators) {
      first = validator.isBefore(first) ? validator : first;
    }
    return first;
  }

  /// The set some rounds later (`IncrementProposerPriority`). Priorities are rescaled and centred once, so this is not
  /// the same as one round many times.
  ///
  /// @param rounds how many rounds, from 1
  /// @return that set
  /// @throws ChainException if there are no validators
  /// @throws IllegalArgumentException if the number is not positive
  public ValidatorSet advanced(int rounds) {
    if (validators.isEmpty()) {
      throw new ChainException("a set of no validators cannot advance");
    }
    if (rounds <= 0) {
      throw new IllegalArgumentException("a set advances by at least one round, not " + rounds);
    }
    Priorities priorities = new Priorities(validators, totalVotingPower());
    priorities.rescale(PRIORITY_WINDOW * totalVotingPower());
    priorities.centre();
    int first = 0;
    for (int i = 0; i < rounds; i++) {
      first = priorities.advance();
    }
    List<Validator> advanced = priorities.apply();
    return new ValidatorSet(advanced, roster, advanced.get(first));
  }

  /// The set with all priorities divided so that they are not too far apart (`RescalePriorities`).
  ///
  /// @param greatestDifference how far they may be apart; if not positive, nothing changes
  /// @return that set
  ValidatorSet rescaled(long greatestDifference) {
    Priorities priorities = new Priorities(validators, totalVotingPower());
    priorities.rescale(greatestDifference);
    return new ValidatorSet(priorities.apply(), roster, proposer);
  }

  /// The set with some validators added, removed, or given another power (`UpdateWithChangeSet`). The proposer stays
  /// until the set advances, even one that is removed.
  ///
  /// @param changes validators with their new power, in any order; power 0 removes; their priorities do not count
  /// @return that set, this one if there are no changes
  /// @throws InvalidChainDataException if an address occurs twice, a power is negative or too large, one to remove is
  ///     not there, no validator would be left, or the total would be too large
  public ValidatorSet changed(List<Validator> changes) throws InvalidChainDataException {
    return changed(changes, true);
  }

  private ValidatorSet changed(List<Validator> changes, boolean mayRemove)
      throws InvalidChainDataException {
    if (changes.isEmpty()) {
      return this;
    }
    List<Validator> changed = new ValidatorChanges(this, changes, mayRemove).apply();
    Roster newRoster = Roster.of(changed);
    Validator kept = proposer;
    if (kept != null && newRoster.indexOf(kept.address()) >= 0) {
      kept = changed.get(newRoster.indexOf(kept.address()));
    }
    return new ValidatorSet(changed, newRoster, kept);
  }

  /// The Merkle root of keys and powers, which headers hold. Priorities do not count.
  ///
  /// @return 32 bytes
  public Bytes hash() {
    return roster.hash(validators);
  }

  /// The hash of the priorities, as the original computes it: it writes each number over the one before and hashes as
  /// many bytes as all have together, the rest being zero.
  ///
  /// @return 32 bytes, or none without validators
  public Bytes priorityHash() {
    if (validators.isEmpty()) {
      return Bytes.EMPTY;
    }
    byte[] buffer = new byte[10 * validators.size()];
    int total = 0;
    for (Validator validator : validators) {
      long priority = validator.proposerPriority();
      long rest = (priority << 1) ^ (priority >> 63);
      int at = 0;
      while ((rest & ~0x7FL) != 0) {
        buffer[at++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      buffer[at++] = (byte) rest;
      total += at;
    }
    return Sha256.hash(Bytes.wrap(buffer, 0, total));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValidatorSet that
        && validators.equals(that.validators)
        && (validators.isEmpty() || proposer().equals(that.proposer()));
  }

  @Override
  public int hashCode() {
    return validators.hashCode();
  }

  @Override
  public String toString() {
    return "ValidatorSet[" + size() + " with power " + totalVotingPower() + "]";
  }
}
