package dev.cometj.reactor.mempool.rpc;

import dev.cometj.chain.service.BlockEvents;
import dev.cometj.chain.service.TxIntake;
import dev.cometj.chain.service.WaitingTxs;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.RpcRoutes;
import dev.cometj.p2p.spi.Services;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The mempool's routes. Without a bus of executed blocks `broadcast_tx_commit` is refused.
public final class MempoolRoutesProvider implements ComponentProvider {
  /// Make the provider; `ServiceLoader` does.
  public MempoolRoutesProvider() {}

  @Override
  public String name() {
    return "MEMPOOL-RPC";
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(RpcRoutes.class);
  }

  /// The pool is missing where the reactor takes no part, as in a seed; what is asked of it is refused then.
  @Override
  public Set<Class<?>> wants() {
    return Set.of(TxIntake.class, WaitingTxs.class, BlockEvents.class);
  }

  @Override
  public Component create(ComponentContext context) {
    RpcLimits limits = RpcLimits.of(context.settings());
    return new Served(
        limits,
        new CommitWatch(limits.waiting()),
        new AtomicReference<>(),
        new AtomicReference<>(() -> {}));
  }

  private record Served(
      RpcLimits limits,
      CommitWatch watch,
      AtomicReference<@Nullable PoolServices> services,
      AtomicReference<BlockEvents.Subscription> subscription)
      implements Component {

    @Override
    public CompletionStage<Void> start(Services others) {
      Optional<TxIntake> intake = others.want(TxIntake.class);
      Optional<WaitingTxs> waiting = others.want(WaitingTxs.class);
      if (intake.isPresent() && waiting.isPresent()) {
        PoolServices pool =
            new PoolServices(intake.get(), waiting.get(), others.want(BlockEvents.class));
        pool.blocks().ifPresent(events -> subscription.set(events.subscribe(watch::applied)));
        services.set(pool);
      }
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop() {
      subscription.get().close();
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public <S> S service(Class<S> type) {
      return type.cast(new MempoolRoutes(this::pool, limits, watch));
    }

    private PoolServices pool() {
      PoolServices pool = services.get();
      if (pool == null) {
        throw new P2pException("the node has no mempool, or is starting");
      }
      return pool;
    }
  }
}
