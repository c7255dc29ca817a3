package dev.cometj.reactor.mempool.gossip;

/// What the operator configured about passing transactions on.
///
/// @param broadcast whether it is done at all; `mempool.broadcast`
/// @param mostPersistent to how many persistent peers at once, 0 for all;
///     `mempool.experimental_max_gossip_connections_to_persistent_peers`
/// @param mostOthers to how many other peers at once, 0 for all;
///     `mempool.experimental_max_gossip_connections_to_non_persistent_peers`
public record GossipSettings(boolean broadcast, int mostPersistent, int mostOthers) {}
