package dev.cometj.reactor.mempool;

import dev.cometj.p2p.PeerStanding;
import dev.cometj.reactor.mempool.gossip.PeerGossip;
import dev.cometj.reactor.mempool.pool.TxSource;

/// One connection with a peer.
///
/// @param senderId the peer's short id
/// @param source the line its transactions stand in
/// @param standing what the operator configured about it
/// @param gossip what it is offered
record MempoolSession(char senderId, TxSource source, PeerStanding standing, PeerGossip gossip) {}
