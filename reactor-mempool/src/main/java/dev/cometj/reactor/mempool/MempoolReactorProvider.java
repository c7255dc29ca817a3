package dev.cometj.reactor.mempool;

import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.PeerHeight;
import dev.cometj.chain.service.TxIntake;
import dev.cometj.chain.service.TxPool;
import dev.cometj.chain.service.WaitingTxs;
import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.PeerAttributes;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerLifecycle;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStanding;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Settings;
import java.util.List;
import java.util.Set;

/// Provides the mempool reactor, or with `mempool.type = nop` one that does nothing.
///
/// Of the facets the mission grants, [PeerStopper] is declared and not taken: what peers are stopped for (SM-01, SM-02)
/// shows before their messages reach the reactor.
public final class MempoolReactorProvider implements ReactorProvider {
  /// Make a provider; `ServiceLoader` does.
  public MempoolReactorProvider() {}

  @Override
  public String name() {
    return "MEMPOOL";
  }

  @Override
  public List<Channel<?>> channels(Settings settings) {
    MempoolSettings read = MempoolSettings.of(settings);
    return read.isNop() ? List.of() : List.of(MempoolChannel.of(read.limits()));
  }

  @Override
  public Set<Class<?>> facets() {
    return Set.of(
        PeerStopper.class,
        PeerIdentity.class,
        PeerSender.class,
        PeerLifecycle.class,
        PeerAttributes.class,
        PeerStanding.class);
  }

  @Override
  public Set<AttributeKey<?>> reads() {
    return Set.of(PeerHeight.KEY);
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(TxPool.class, TxIntake.class, WaitingTxs.class);
  }

  @Override
  public Set<Class<?>> needs() {
    return Set.of(AppConnections.class);
  }

  @Override
  public Set<Class<?>> wants() {
    return Set.of(ChainAtStart.class);
  }

  @Override
  public Reactor<?, ?> create(ReactorContext context) {
    MempoolSettings settings = MempoolSettings.of(context.settings());
    return settings.isNop() ? new NopMempool() : new MempoolReactor(settings, context);
  }
}
