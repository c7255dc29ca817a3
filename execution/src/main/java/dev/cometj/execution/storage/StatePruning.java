package dev.cometj.execution.storage;

import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.WriteBatch;
import dev.cometj.wire.state.ConsensusParamsInfo;
import dev.cometj.wire.state.ValidatorsInfo;
import java.util.HashSet;
import java.util.Set;

/// Removes what is kept of old heights; `PruneStates` of `state/store.go`. What later heights point to stays, whole.
final class StatePruning {
  private static final int HEIGHTS_OF_A_BATCH = 1000;

  private final KeyValueStore database;
  private final KeyValueStateStore states;

  StatePruning(KeyValueStore database, KeyValueStateStore states) {
    this.database = database;
    this.states = states;
  }

  /// From the last height down, so that what a height builds on is still there when it is read.
  void prune(long from, long to, long evidenceHeight) {
    if (from <= 0 || from >= to) {
      throw new StoreException(
          Reason.INVALID_REQUEST, "cannot prune states from %d to %d".formatted(from, to));
    }
    Set<Long> setsToKeep = setsToKeep(to, evidenceHeight);
    ConsensusParamsInfo params = states.paramsInfo(to).orElseThrow(() -> missing("parameters", to));
    long paramsToKeep = StateKeys.isWhole(params) ? to : params.getLastHeightChanged();
    WriteBatch batch = new WriteBatch();
    int heights = 0;
    for (long height = to - 1; height >= from; height--) {
      if (setsToKeep.contains(height)) {
        keepSet(batch, height);
      } else if (height < evidenceHeight) {
        batch.delete(StateKeys.validators(height));
      }
      if (height == paramsToKeep) {
        keepParams(batch, height);
      } else {
        batch.delete(StateKeys.consensusParams(height));
      }
      batch.delete(StateKeys.response(height));
      if (++heights % HEIGHTS_OF_A_BATCH == 0) {
        database.write(batch, false);
        batch = new WriteBatch();
      }
    }
    database.write(batch, true);
  }

  /// The sets that those of the first heights to keep are made from. With evidence in between there are two such
  /// heights; the original forgets what the earlier one needs when a checkpoint lies between them.
  private Set<Long> setsToKeep(long to, long evidenceHeight) {
    Set<Long> kept = new HashSet<>();
    for (long height : new long[] {Math.min(to, evidenceHeight), to}) {
      ValidatorsInfo info =
          states.validatorsInfo(height).orElseThrow(() -> missing("validators", height));
      if (!info.hasValidatorSet()) {
        kept.add(info.getLastHeightChanged());
        kept.add(StateKeys.wholeSetHeight(height, info.getLastHeightChanged()));
      }
    }
    return kept;
  }

  private void keepSet(WriteBatch batch, long height) {
    if (states.validatorsInfo(height).filter(ValidatorsInfo::hasValidatorSet).isEmpty()) {
      ValidatorSet set = states.validators(height).orElseThrow(() -> missing("validators", height));
      StateBatches.putValidators(batch, height, height, set);
    }
  }

  private void keepParams(WriteBatch batch, long height) {
    if (states.paramsInfo(height).filter(StateKeys::isWhole).isEmpty()) {
      ConsensusParams params =
          states.consensusParams(height).orElseThrow(() -> missing("parameters", height));
      StateBatches.putParams(batch, height, height, params);
    }
  }

  private static StoreException missing(String what, long height) {
    return new StoreException(Reason.MISSING, what + " of height " + height + " are not here");
  }
}
