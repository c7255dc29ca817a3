package dev.cometj.reactor.evidence;

import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.EvidenceStore;
import dev.cometj.chain.service.StateStore;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.Services;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Provides the stores of a [TestChain].
final class ChainProvider implements ComponentProvider {
  private final TestChain chain;

  ChainProvider(TestChain chain) {
    this.chain = chain;
  }

  @Override
  public String name() {
    return "STORES";
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(BlockStore.class, StateStore.class, EvidenceStore.class);
  }

  @Override
  public Component create(ComponentContext context) {
    return new Component() {
      @Override
      public CompletionStage<Void> start(Services services) {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public CompletionStage<Void> stop() {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public <S> S service(Class<S> type) {
        if (type == BlockStore.class) {
          return type.cast(chain.blocks());
        }
        return type.cast(type == StateStore.class ? chain.states() : chain.evidence());
      }
    };
  }
}
