package dev.cometj.chain.service;

/// The service by which block sync lets consensus begin; Go's `SwitchToConsensus` of `consensus/reactor.go`. Offered by
/// consensus, wanted by block sync. Where nobody offers it, block sync goes on following the chain.
///
/// A consensus reactor in a node with block sync does not begin before this call, also where there is nothing to catch
/// up with: block sync then calls at once.
@FunctionalInterface
public interface ConsensusHandoff {
  /// Begin with the height after a state. Called once for each time that block sync was active; from any thread, and
  /// returns at once.
  ///
  /// @param state the newest state, which is saved
  /// @param skipWal whether blocks were executed that the write-ahead log knows nothing of, so that it is not replayed
  void startConsensus(State state, boolean skipWal);
}
