/// The transactions that wait: Go's `mempool/clist_mempool.go`.
///
/// [dev.cometj.reactor.mempool.pool.ListMempool] is the core, all of it in the reactor's mailbox. A transaction goes
/// through these parts in turn:
///
/// - [dev.cometj.reactor.mempool.pool.Intake]: lines in front of the application, one for each peer and one for clients,
///   bounded in bytes, which get their turns one after the other;
/// - [dev.cometj.reactor.mempool.pool.CheckWindow]: how much the application is asked at once;
/// - [dev.cometj.reactor.mempool.pool.TxList]: what the application took, in the order of its answers, until a block has
///   it, or [dev.cometj.reactor.mempool.pool.Recheck] finds that it is good no more. A
///   [dev.cometj.reactor.mempool.pool.TxCursor] for each peer tells what it has not been offered yet.
///
/// [dev.cometj.reactor.mempool.pool.CommitGate] keeps transactions from being checked while the application commits.
package dev.cometj.reactor.mempool.pool;
