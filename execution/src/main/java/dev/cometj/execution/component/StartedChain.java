package dev.cometj.execution.component;

import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.State;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.spi.AnnouncedVersions;
import org.jspecify.annotations.Nullable;

/// Where the chain stood when the node started, as others get it, before the start too.
final class StartedChain implements ChainAtStart, AnnouncedVersions {
  private volatile @Nullable Known known;

  private record Known(GenesisDoc genesis, State state) {}

  void started(GenesisDoc genesis, State state) {
    known = new Known(genesis, state);
  }

  @Override
  public GenesisDoc genesis() {
    return known().genesis();
  }

  @Override
  public State state() {
    return known().state();
  }

  @Override
  public ProtocolVersions protocolVersions() {
    State state = state();
    return new ProtocolVersions(
        ProtocolVersions.P2P, state.version().block(), state.version().app());
  }

  private Known known() {
    Known here = known;
    if (here == null) {
      throw new IllegalStateException("the chain is not known before the node has started");
    }
    return here;
  }
}
