/// Which block is asked of which peer: Go's `blocksync/pool.go`.
///
/// The [dev.cometj.reactor.blocksync.pool.Pool] knows peers only as a [dev.cometj.reactor.blocksync.pool.Source] and
/// tells its verdicts to a [dev.cometj.reactor.blocksync.pool.Judge]. It has no timers of its own and one writer.
package dev.cometj.reactor.blocksync.pool;
