package dev.cometj.reactor.evidence;

import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.EvidenceStore;
import dev.cometj.chain.service.PeerHeight;
import dev.cometj.chain.service.StateStore;
import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.PeerAttributes;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerLifecycle;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.RpcRoutes;
import dev.cometj.p2p.spi.Settings;
import java.util.List;
import java.util.Set;

/// Provides the evidence reactor. Where nobody publishes the heights of peers it receives, but sends nothing, because the
/// original stops whoever sends evidence for a header that it lacks.
public final class EvidenceReactorProvider implements ReactorProvider {
  /// Make a provider; `ServiceLoader` does.
  public EvidenceReactorProvider() {}

  @Override
  public String name() {
    return "EVIDENCE";
  }

  @Override
  public List<Channel<?>> channels(Settings settings) {
    return List.of(EvidenceChannel.EVIDENCE);
  }

  @Override
  public Set<Class<?>> facets() {
    return Set.of(
        PeerStopper.class,
        PeerIdentity.class,
        PeerSender.class,
        PeerLifecycle.class,
        PeerAttributes.class);
  }

  @Override
  public Set<AttributeKey<?>> reads() {
    return Set.of(PeerHeight.KEY);
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(EvidencePool.class, RpcRoutes.class);
  }

  @Override
  public Set<Class<?>> needs() {
    return Set.of(BlockStore.class, StateStore.class, EvidenceStore.class);
  }

  @Override
  public Reactor<?, ?> create(ReactorContext context) {
    return new EvidenceReactor(context);
  }
}
