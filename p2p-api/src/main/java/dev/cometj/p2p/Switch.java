package dev.cometj.p2p;

import java.util.List;

/// The Switch with all its facets, for applications and tests. Reactors get single facets through [Grants].
public interface Switch
    extends PeerBroadcaster,
        PeerReputation,
        PeerStopper,
        PeerReleaser,
        PeerCensus,
        PeerDialer,
        ReactorDirectory,
        SwitchLog,
        PeerLedger {
  /// List the connected peers.
  ///
  /// @return the peers, in the order in which they were added; unmodifiable, unaffected by later changes
  List<Peer> peers();
}
