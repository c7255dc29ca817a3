/// Passing transactions on to peers: `broadcastTxRoutine` of Go's `mempool/reactor.go`, without its loops that sleep.
///
/// Each peer has a [dev.cometj.reactor.mempool.gossip.PeerGossip] with a place in the list of transactions.
/// [dev.cometj.reactor.mempool.gossip.GossipSlots] bounds how many of them work at once.
package dev.cometj.reactor.mempool.gossip;
