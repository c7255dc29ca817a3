package dev.cometj.p2p;

/// One connected peer with all its facets, for applications and tests. Reactors get single facets through
/// [Grants].
public interface Peer
    extends PeerIdentity,
        PeerSender,
        PeerLifecycle,
        PeerAttributes,
        PeerAttributeWriter,
        PeerStanding,
        PeerConnectionInfo,
        PeerFlusher,
        ReceiveBudget {}
