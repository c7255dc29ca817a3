package dev.cometj.store.rocksdb;

import dev.cometj.execution.store.KeyValueStoreProvider;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.Services;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// RocksDB as a node's database. The library is loaded when the first database is opened.
public final class RocksDbProvider implements ComponentProvider {
  /// Make the provider; `ServiceLoader` does.
  public RocksDbProvider() {}

  @Override
  public String name() {
    return "ROCKSDB";
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(KeyValueStoreProvider.class);
  }

  @Override
  public Component create(ComponentContext context) {
    return new Opener();
  }

  private static final class Opener implements Component {
    private final RocksDbOpener opener = new RocksDbOpener();

    @Override
    public CompletionStage<Void> start(Services services) {
      return CompletableFuture.completedFuture(null);
    }

    /// Databases are closed by whoever opened them.
    @Override
    public CompletionStage<Void> stop() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public <S> S service(Class<S> type) {
      return type.cast(opener);
    }
  }
}
