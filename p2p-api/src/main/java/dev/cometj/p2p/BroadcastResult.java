package dev.cometj.p2p;

import java.util.Map;

/// What each peer of a broadcast got.
///
/// @param results one entry for each peer that was connected when the broadcast began; empty without peers
public record BroadcastResult(Map<NodeId, SendResult> results) {
  /// Keep an unmodifiable copy.
  public BroadcastResult {
    results = Map.copyOf(results);
  }

  /// Count the peers that took the message.
  ///
  /// @return how many queued it
  public long queued() {
    return results.values().stream().filter(SendResult::isQueued).count();
  }
}
