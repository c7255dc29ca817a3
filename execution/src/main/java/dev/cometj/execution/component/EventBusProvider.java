package dev.cometj.execution.component;

import dev.cometj.chain.service.BlockEvents;
import dev.cometj.chain.service.EventBus;
import dev.cometj.execution.block.BlockEventBus;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.Services;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The bus by which whoever executes blocks tells others of them.
public final class EventBusProvider implements ComponentProvider {
  /// Make the provider; `ServiceLoader` does.
  public EventBusProvider() {}

  @Override
  public String name() {
    return "EVENTBUS";
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(EventBus.class, BlockEvents.class);
  }

  @Override
  public Component create(ComponentContext context) {
    return new Bus(new BlockEventBus());
  }

  private record Bus(BlockEventBus bus) implements Component {
    @Override
    public CompletionStage<Void> start(Services services) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public <S> S service(Class<S> type) {
      return type.cast(bus);
    }
  }
}
