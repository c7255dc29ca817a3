import org.jspecify.annotations.NullMarked;

/// The mempool: transactions that wait for a block, and the reactor that passes them on. Go's package `mempool`.
///
/// Put it on the module path to have it; nothing requires it by name and it exports nothing. It asks the application
/// through the service [dev.cometj.chain.abci.AppConnections], and offers the services
/// [dev.cometj.chain.service.TxPool] to whoever makes blocks, [dev.cometj.chain.service.TxIntake] and
/// [dev.cometj.chain.service.WaitingTxs] to whoever serves clients. It also brings the routes of RPC that do.
@NullMarked
module dev.cometj.reactor.mempool {
  requires dev.cometj.chain;
  requires dev.cometj.crypto;
  requires dev.cometj.p2p;
  requires dev.cometj.wire;
  requires static org.jspecify;

  provides dev.cometj.p2p.spi.ComponentProvider with
      dev.cometj.reactor.mempool.rpc.MempoolRoutesProvider;
  provides dev.cometj.p2p.spi.ReactorProvider with
      dev.cometj.reactor.mempool.MempoolReactorProvider;
}
