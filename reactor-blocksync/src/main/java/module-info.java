import org.jspecify.annotations.NullMarked;

/// Block sync: fetches from peers the blocks that the node lacks, checks them several at a time, executes them in order,
/// and serves blocks to whoever asks. Go's package `blocksync`.
///
/// Put it on the module path to have it; nothing requires it by name and it exports nothing. It needs the stores and the
/// block executor, and hands over to [dev.cometj.chain.service.ConsensusHandoff] when it has caught up; where nobody
/// offers that service it goes on following the chain. It offers [dev.cometj.chain.service.BlockSyncHandoff] and
/// [dev.cometj.chain.service.SyncStatus].
@NullMarked
module dev.cometj.reactor.blocksync {
  requires dev.cometj.chain;
  requires dev.cometj.crypto;
  requires dev.cometj.p2p;
  requires dev.cometj.wire;
  requires static org.jspecify;

  provides dev.cometj.p2p.spi.ReactorProvider with
      dev.cometj.reactor.blocksync.BlockSyncReactorProvider;
}
