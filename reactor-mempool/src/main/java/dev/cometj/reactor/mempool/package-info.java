/// The mempool reactor: Go's `mempool/reactor.go`.
///
/// [dev.cometj.reactor.mempool.MempoolReactor] receives what the Switch tells and hands it to two parts:
///
/// - [dev.cometj.reactor.mempool.pool.ListMempool]: the transactions that wait;
/// - [dev.cometj.reactor.mempool.gossip.Gossip]: who is passed them on.
///
/// What a peer sends is looked at by [dev.cometj.reactor.mempool.BatchScreen] before it is decoded, and hashed where it is
/// decoded. Everything else runs in the reactor's mailbox. [dev.cometj.reactor.mempool.MempoolServices] is what the rest
/// of the node sees.
package dev.cometj.reactor.mempool;
