package dev.cometj.chain.validators;

import dev.cometj.chain.ChainException;
import java.util.List;

/// The arithmetic of proposer priorities, which has to be the original's to the last bit: every node must know the same
/// proposer. Sums and differences of priorities stay at the ends of the range of 64 bits, all else wraps around.
/// Realises `types/validator_set.go`.
final class Priorities {

  private final List<Validator> validators;
  private final long[] values;
  private final long totalPower;

  Priorities(List<Validator> validators, long totalPower) {
    this.validators = validators;
    this.values = validators.stream().mapToLong(Validator::proposerPriority).toArray();
    this.totalPower = totalPower;
  }

  /// Divides all, rounding toward zero, so that the greatest difference becomes at most the given one, roughly.
  void rescale(long greatestDifference) {
    if (greatestDifference <= 0) {
      return;
    }
    long difference = difference();
    if (difference > greatestDifference) {
      long ratio = (difference + greatestDifference - 1) / greatestDifference;
      for (int i = 0; i < values.length; i++) {
        values[i] /= ratio;
      }
    }
  }

  private long difference() {
    long max = Long.MIN_VALUE;
    long min = Long.MAX_VALUE;
    for (long value : values) {
      max = Math.max(max, value);
      min = Math.min(min, value);
    }
    long difference = max - min;
    return difference < 0 ? -difference : difference;
  }

  /// Takes the average, rounded down, from all.
  void centre() {
    // The quotients' sum cannot overflow, and what is left of each is below the count.
    long average = 0;
    long rest = 0;
    for (long value : values) {
      average += Math.floorDiv(value, values.length);
      rest += Math.floorMod(value, values.length);
    }
    average += rest / values.length;
    for (int i = 0; i < values.length; i++) {
      values[i] = minus(values[i], average);
    }
  }

  /// Adds to each its power and takes the total power from the one that is first then.
  ///
  /// @return that one's index: the proposer
  int advance() {
    for (int i = 0; i < values.length; i++) {
      values[i] = plus(values[i], validators.get(i).votingPower());
    }
    int first = first();
    values[first] = minus(values[first], totalPower);
    return first;
  }

  private int first() {
    int first = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[first] || (values[i] == values[first] && isLower(i, first))) {
        first = i;
      }
    }
    return first;
  }

  private boolean isLower(int a, int b) {
    int order = validators.get(a).address().compareTo(validators.get(b).address());
    if (order == 0) {
      throw new ChainException("the validator set has the same validator twice");
    }
    return order < 0;
  }

  /// The validators with these priorities, in the same order.
  List<Validator> apply() {
    Validator[] changed = new Validator[values.length];
    for (int i = 0; i < values.length; i++) {
      changed[i] = validators.get(i).withPriority(values[i]);
    }
    return List.of(changed);
  }

  private static long plus(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) >= 0 ? sum : b < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private static long minus(long a, long b) {
    long difference = a - b;
    return ((a ^ b) & (a ^ difference)) >= 0 ? difference : b > 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
