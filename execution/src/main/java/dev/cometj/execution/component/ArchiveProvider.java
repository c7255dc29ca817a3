package dev.cometj.execution.component;

import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.StateStore;
import dev.cometj.p2p.spi.AnnouncedVersions;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.Settings;
import java.util.Optional;
import java.util.Set;

/// What takes blocks into an archive where `proxy_app = "none"`, in place of [ExecutionProvider].
public final class ArchiveProvider implements ComponentProvider {
  /// Make the provider; `ServiceLoader` does.
  public ArchiveProvider() {}

  @Override
  public String name() {
    return "ARCHIVE";
  }

  @Override
  public boolean isOnDemand() {
    return true;
  }

  @Override
  public Optional<String> declines(Settings settings) {
    return ApplicationChoice.isNone(settings)
        ? Optional.empty()
        : Optional.of("proxy_app names an application");
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(BlockExecutor.class, ChainAtStart.class, AnnouncedVersions.class);
  }

  @Override
  public Set<Class<?>> needs() {
    return Set.of(BlockStore.class, StateStore.class);
  }

  @Override
  public Component create(ComponentContext context) {
    return new ArchiveChain(context);
  }
}
