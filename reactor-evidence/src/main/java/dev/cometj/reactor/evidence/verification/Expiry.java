package dev.cometj.reactor.evidence.verification;

import dev.cometj.chain.Timestamp;
import dev.cometj.chain.params.EvidenceParams;
import dev.cometj.chain.service.State;

/// When evidence is too old: `IsEvidenceExpired` of Go's `evidence/verify.go`.
public final class Expiry {
  private Expiry() {}

  /// Tell whether evidence is too old, in blocks and in time: a chain that stood still does not let anybody off, nor does
  /// one that is fast.
  ///
  /// @param state the newest state
  /// @param height the height of the infraction
  /// @param time the time of that height's block
  /// @return whether both ages are above the chain's limits
  public static boolean isExpired(State state, long height, Timestamp time) {
    EvidenceParams limits = state.consensusParams().evidence();
    return state.lastBlockHeight() - height > limits.maxAgeNumBlocks()
        && time.until(state.lastBlockTime()).compareTo(limits.maxAgeDuration()) > 0;
  }
}
