package dev.cometj.execution.storage;

import dev.cometj.crypto.Bytes;
import dev.cometj.wire.state.ConsensusParamsInfo;

/// The keys of the state store, which are the original's (`state/store.go`).
final class StateKeys {
  static final Bytes STATE = StoredMessages.key("stateKey");
  static final Bytes LAST_RESPONSE = StoredMessages.key("lastABCIResponseKey");
  static final Bytes OFFLINE_STATE_SYNC = StoredMessages.key("offlineStateSyncHeightKey");

  /// A set of validators that does not change is kept whole once in so many heights.
  static final long CHECKPOINT_INTERVAL = 100_000;

  private StateKeys() {}

  static Bytes validators(long height) {
    return StoredMessages.key("validatorsKey:" + height);
  }

  static Bytes consensusParams(long height) {
    return StoredMessages.key("consensusParamsKey:" + height);
  }

  static Bytes response(long height) {
    return StoredMessages.key("abciResponsesKey:" + height);
  }

  /// The last height up to the given one whose set is kept whole.
  static long wholeSetHeight(long height, long lastChanged) {
    return Math.max(height - height % CHECKPOINT_INTERVAL, lastChanged);
  }

  /// Whether parameters are there, and not only the height at which they last changed.
  static boolean isWhole(ConsensusParamsInfo info) {
    return info.getConsensusParams().getSerializedSize() > 0;
  }
}
