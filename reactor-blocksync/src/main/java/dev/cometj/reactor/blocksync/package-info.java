/// The block sync reactor: Go's `blocksync/reactor.go`.
///
/// [dev.cometj.reactor.blocksync.BlockSyncReactor] receives what the Switch tells and hands it to small parts:
///
/// - [dev.cometj.reactor.blocksync.Serving]: blocks for who asks;
/// - [dev.cometj.reactor.blocksync.pool.Pool]: which height is asked of whom, and who answers too slowly;
/// - [dev.cometj.reactor.blocksync.BlockChecks]: commits verified ahead, several blocks at once;
/// - [dev.cometj.reactor.blocksync.BlockApplier]: blocks saved and executed one after the other, and who pays for bad
///   ones;
/// - [dev.cometj.reactor.blocksync.CaughtUp]: when it is enough.
///
/// Everything runs in the reactor's mailbox and is woken by what arrives; the only timers are one of a second, for
/// timeouts, and one of ten, for asking peers how far they are.
package dev.cometj.reactor.blocksync;
