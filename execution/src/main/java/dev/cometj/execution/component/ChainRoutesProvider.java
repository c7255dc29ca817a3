package dev.cometj.execution.component;

import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.PrivValidator;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.SyncStatus;
import dev.cometj.chain.service.SyncStatus.Progress;
import dev.cometj.crypto.PublicKey;
import dev.cometj.execution.rpc.ChainRoutes;
import dev.cometj.execution.rpc.ChainSources;
import dev.cometj.execution.rpc.GenesisText;
import dev.cometj.execution.rpc.SyncText;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.RpcRoutes;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.StatusText;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What RPC and the status line tell of the chain. A node without chain, which nobody executes blocks in, says so.
public final class ChainRoutesProvider implements ComponentProvider {
  /// Make the provider; `ServiceLoader` does.
  public ChainRoutesProvider() {}

  @Override
  public String name() {
    return "RPC";
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(RpcRoutes.class, StatusText.class);
  }

  @Override
  public Set<Class<?>> wants() {
    return Set.of(
        ChainAtStart.class,
        BlockStore.class,
        StateStore.class,
        AppConnections.class,
        PrivValidator.class,
        SyncStatus.class);
  }

  @Override
  public Component create(ComponentContext context) {
    return new Told();
  }

  private static final class Told implements Component {
    private volatile boolean hasStarted;
    private volatile Optional<ChainSources> sources = Optional.empty();
    private volatile Optional<SyncStatus> sync = Optional.empty();

    @Override
    public CompletionStage<Void> start(Services services) {
      sync = services.want(SyncStatus.class);
      sources = services.want(ChainAtStart.class).map(chain -> sources(chain, services));
      hasStarted = true;
      return CompletableFuture.completedFuture(null);
    }

    private ChainSources sources(ChainAtStart chain, Services services) {
      Optional<CompletableFuture<PublicKey>> key =
          services
              .want(PrivValidator.class)
              .map(validator -> validator.publicKey().toCompletableFuture());
      return new ChainSources(
          services.want(BlockStore.class).orElseThrow(),
          services.want(StateStore.class).orElseThrow(),
          services.want(AppConnections.class),
          GenesisText.of(chain.genesis()),
          () -> key.filter(Told::isKnown).map(CompletableFuture::join),
          this::isCatchingUp);
    }

    private static boolean isKnown(CompletableFuture<PublicKey> key) {
      return key.isDone() && !key.isCompletedExceptionally();
    }

    private boolean isCatchingUp() {
      return sync.map(status -> status.progress().isCatchingUp()).orElse(false);
    }

    @Override
    public CompletionStage<Void> stop() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public <S> S service(Class<S> type) {
      if (type == StatusText.class) {
        StatusText text = () -> SyncText.of(sync.map(SyncStatus::progress).orElse(Progress.NONE));
        return type.cast(text);
      }
      return type.cast(new ChainRoutes(this::sources));
    }

    private Optional<ChainSources> sources() {
      if (!hasStarted) {
        throw new P2pException("the node is starting");
      }
      return sources;
    }
  }
}
