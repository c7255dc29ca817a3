package dev.cometj.reactor.blocksync;

import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.Services;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Stores and executor of one node in a simulated network.
final class ChainComponent implements ComponentProvider, Component {
  final MemoryBlocks blocks = new MemoryBlocks();
  final MemoryStates states;
  final SampleExecutor executor;
  private final Map<Class<?>, Object> services;

  /// @param having how many blocks are there at the start
  ChainComponent(SampleChain chain, NodeRuntime runtime, long having) {
    if (having > 0) {
      blocks.with(chain, 1, having);
    }
    State start = chain.stateAt(having);
    states = new MemoryStates(start);
    executor = new SampleExecutor(chain, states, runtime.blocking());
    ChainAtStart atStart =
        new ChainAtStart() {
          @Override
          public GenesisDoc genesis() {
            throw new UnsupportedOperationException();
          }

          @Override
          public State state() {
            return start;
          }
        };
    services =
        Map.of(
            BlockStore.class, blocks,
            StateStore.class, states,
            BlockExecutor.class, executor,
            ChainAtStart.class, atStart);
  }

  @Override
  public String name() {
    return "SAMPLE";
  }

  @Override
  public Set<Class<?>> offers() {
    return services.keySet();
  }

  @Override
  public Component create(ComponentContext context) {
    return this;
  }

  @Override
  public CompletionStage<Void> start(Services unused) {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> stop() {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public <S> S service(Class<S> type) {
    return type.cast(services.get(type));
  }
}
