import org.jspecify.annotations.NullMarked;

/// Evidence of validators that contradicted themselves or deceived light clients: checked, kept over a restart, proposed
/// for blocks, and told to peers. Go's package `evidence`.
///
/// Put it on the module path to have it; nothing requires it by name and it exports nothing. It offers the service
/// [dev.cometj.chain.service.EvidencePool] and the RPC route `broadcast_evidence`, and needs the stores of blocks, states
/// and evidence.
@NullMarked
module dev.cometj.reactor.evidence {
  requires dev.cometj.chain;
  requires dev.cometj.p2p;
  requires dev.cometj.wire;
  requires static org.jspecify;

  provides dev.cometj.p2p.spi.ReactorProvider with
      dev.cometj.reactor.evidence.EvidenceReactorProvider;
}
