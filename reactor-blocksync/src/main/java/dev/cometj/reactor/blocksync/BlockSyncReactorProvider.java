package dev.cometj.reactor.blocksync;

import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.BlockSyncHandoff;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.ConsensusHandoff;
import dev.cometj.chain.service.PeerHeight;
import dev.cometj.chain.service.PrivValidator;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.SyncStatus;
import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.PeerAttributeWriter;
import dev.cometj.p2p.PeerBroadcaster;
import dev.cometj.p2p.PeerCensus;
import dev.cometj.p2p.PeerDirectory;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.ReceiveBudget;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Settings;
import java.util.List;
import java.util.Set;

/// Provides the block sync reactor.
public final class BlockSyncReactorProvider implements ReactorProvider {
  /// Make a provider; `ServiceLoader` does.
  public BlockSyncReactorProvider() {}

  @Override
  public String name() {
    return "BLOCKSYNC";
  }

  @Override
  public List<Channel<?>> channels(Settings settings) {
    return List.of(BlockSyncChannel.BLOCKSYNC);
  }

  @Override
  public Set<Class<?>> facets() {
    return Set.of(
        PeerBroadcaster.class,
        PeerStopper.class,
        PeerDirectory.class,
        PeerCensus.class,
        PeerIdentity.class,
        PeerSender.class,
        ReceiveBudget.class,
        PeerAttributeWriter.class);
  }

  /// Written only where no consensus reactor hears more of its peers.
  @Override
  public Set<AttributeKey<?>> publishes() {
    return Set.of(PeerHeight.KEY);
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(BlockSyncHandoff.class, SyncStatus.class);
  }

  @Override
  public Set<Class<?>> needs() {
    return Set.of(ChainAtStart.class, BlockStore.class, StateStore.class, BlockExecutor.class);
  }

  @Override
  public Set<Class<?>> wants() {
    return Set.of(ConsensusHandoff.class, PrivValidator.class);
  }

  @Override
  public Reactor<?, ?> create(ReactorContext context) {
    return new BlockSyncReactor(BlockSyncSettings.of(context.settings()), context);
  }
}
