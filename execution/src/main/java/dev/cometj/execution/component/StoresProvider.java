package dev.cometj.execution.component;

import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.EvidenceStore;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.execution.storage.LateKeyValueStore;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.KeyValueStoreProvider;
import dev.cometj.execution.store.Stores;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/// The block store and the state store, in one database of the kind that is on the module path; `db_backend = "memdb"`
/// keeps both in memory. The other names that the original knows all mean the database that is here. Nothing is opened
/// before somebody asks for a block or a state.
public final class StoresProvider implements ComponentProvider {
  /// Under `db_dir`; the original's databases lie beside it and are left alone.
  private static final String FOLDER = "cometj";

  private static final String DATABASE = "chain";

  private static final String IN_MEMORY = "memdb";

  /// Make the provider; `ServiceLoader` does.
  public StoresProvider() {}

  @Override
  public String name() {
    return "STORES";
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(BlockStore.class, StateStore.class, EvidenceStore.class);
  }

  @Override
  public Set<Class<?>> wants() {
    return Set.of(KeyValueStoreProvider.class);
  }

  @Override
  public Component create(ComponentContext context) {
    return new OnDatabase(context);
  }

  private static final class OnDatabase implements Component {
    private final boolean isInMemory;
    private final Path folder;
    private final AtomicReference<Optional<KeyValueStoreProvider>> provider =
        new AtomicReference<>(Optional.empty());
    private final Stores stores;
    private final ComponentContext context;

    OnDatabase(ComponentContext context) {
      Settings settings = context.settings();
      this.context = context;
      isInMemory = settings.text("db_backend", "").equals(IN_MEMORY);
      folder = settings.path("db_dir", "data").resolve(FOLDER);
      stores =
          Stores.over(
              new LateKeyValueStore(this::open, this::fail),
              !settings.flag("storage.discard_abci_responses", false),
              context.runtime().blocking());
    }

    private KeyValueStore open() {
      if (isInMemory) {
        return Stores.emptyDatabase();
      }
      return provider
          .get()
          .orElseThrow(() ->
              new StoreException(
                  Reason.MISSING,
                  "there is no database: put dev.cometj.store.rocksdb on the module path, or set"
                      + " db_backend = \"memdb\" to keep nothing"))
          .open(folder, DATABASE);
    }

    /// What follows a lost write builds on it, so the node ends, whoever asked for the write.
    private void fail(StoreException failure) {
      context.fail(
          "the node's data cannot be written: %s; free space or mend the disk, then start the node again"
              .formatted(failure.getMessage()));
    }

    @Override
    public CompletionStage<Void> start(Services services) {
      provider.set(services.want(KeyValueStoreProvider.class));
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop() {
      return CompletableFuture.runAsync(stores::close, context.runtime().blocking());
    }

    @Override
    public <S> S service(Class<S> type) {
      if (type == EvidenceStore.class) {
        return type.cast(stores.evidence());
      }
      return type.cast(type == BlockStore.class ? stores.blocks() : stores.states());
    }
  }
}
