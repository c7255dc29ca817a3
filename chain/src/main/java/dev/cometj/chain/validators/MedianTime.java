package dev.cometj.chain.validators;

import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.validators.InvalidCommitException.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The time of a block: the median of the times of the votes for the block before, each weighed with its validator's
/// power. Validators with less than a third of the power cannot move it beyond the times of the others.
/// Realises `MedianTime` of `state/state.go` and `types/time/time.go`.
public final class MedianTime {

  private MedianTime() {}

  private record Weighed(Timestamp time, long power) {}

  /// Computes the median.
  ///
  /// @param commit the commit
  /// @param validators the validators of the commit's height
  /// @return the time, [Timestamp#ZERO] if nobody voted
  /// @throws InvalidCommitException if somebody voted who is no validator
  public static Timestamp of(Commit commit, ValidatorSet validators) throws InvalidCommitException {
    List<Weighed> times = new ArrayList<>(commit.size());
    long total = 0;
    for (CommitSig entry : commit.signatures()) {
      if (!entry.isAbsent()) {
        int index = validators.indexOf(entry.validatorAddress());
        if (index < 0) {
          throw new InvalidCommitException(
              Fault.ADDRESS, "no validator: " + entry.validatorAddress());
        }
        long power = validators.get(index).votingPower();
        total += power;
        times.add(new Weighed(entry.timestamp(), power));
      }
    }
    times.sort(Comparator.comparing(Weighed::time));
    long left = total / 2;
    for (Weighed time : times) {
      if (left <= time.power()) {
        return time.time();
      }
      left -= time.power();
    }
    return Timestamp.ZERO;
  }
}
