package dev.cometj.execution.component;

import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.EventBus;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.TxPool;
import dev.cometj.p2p.spi.AnnouncedVersions;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.Settings;
import java.util.Optional;
import java.util.Set;

/// What executes blocks. It takes part where a reactor needs one of its services, and then brings node and application
/// together before any reactor starts: a node without chain needs no application.
///
/// Without a pool of transactions proposals are empty, without one of evidence none is proposed and that of every block
/// is believed, and without a bus nobody is told of blocks.
public final class ExecutionProvider implements ComponentProvider {
  /// Make the provider; `ServiceLoader` does.
  public ExecutionProvider() {}

  @Override
  public String name() {
    return "EXECUTION";
  }

  @Override
  public boolean isOnDemand() {
    return true;
  }

  @Override
  public Optional<String> declines(Settings settings) {
    return ApplicationChoice.isNone(settings) ? Optional.of("proxy_app = none") : Optional.empty();
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(BlockExecutor.class, ChainAtStart.class, AnnouncedVersions.class);
  }

  @Override
  public Set<Class<?>> needs() {
    return Set.of(AppConnections.class, BlockStore.class, StateStore.class);
  }

  @Override
  public Set<Class<?>> wants() {
    return Set.of(TxPool.class, EvidencePool.class, EventBus.class);
  }

  @Override
  public Component create(ComponentContext context) {
    return new ChainExecution(context);
  }
}
