package dev.cometj.execution.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Vote;
import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.abci.Application;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.PrivValidator;
import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.execution.abci.ApplicationConnections;
import dev.cometj.execution.privval.FilePrivValidator;
import dev.cometj.execution.store.KeyRange;
import dev.cometj.execution.store.KeyValueCursor;
import dev.cometj.execution.store.KeyValueSnapshot;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.KeyValueStoreProvider;
import dev.cometj.execution.store.Stores;
import dev.cometj.execution.store.WriteBatch;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.ConnectionFilter;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.testkit.VirtualDisk;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.wire.abci.RequestQuery;
import dev.cometj.wire.abci.ResponseQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
  private static final Services NONE =
      new Services() {
        @Override
        public <S> S need(Class<S> type) {
          throw new AssertionError(type);
        }

        @Override
        public <S> Optional<S> want(Class<S> type) {
          throw new AssertionError(type);
        }
      };

  @TempDir Path home;
  private final VirtualWorld world = VirtualWorld.create();
  private final VirtualNode node = world.node("node");

  private final List<String> failures = new ArrayList<>();

  private record Context(
      Settings settings,
      NodeRuntime runtime,
      Mailbox mailbox,
      Metrics metrics,
      List<String> failures)
      implements ComponentContext {
    @Override
    public void fail(String line) {
      failures.add(line);
    }
  }

  private Component create(ComponentProvider provider, Map<String, String> settings) {
    return provider.create(
        new Context(
            Settings.of(home, settings),
            node,
            node.mailbox(provider.name()),
            Metrics.none(),
            failures));
  }

  private <T> T await(CompletionStage<T> stage) {
    return world.await(stage, Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kvstore",
        "kvstore_connsync",
        "persistent_kvstore",
        "persistent_kvstore_connsync",
        "noop"
      })
  void theApplicationsOfTheNodeItself(String name) {
    Component component = create(new ApplicationProvider(), Map.of("proxy_app", name));
    AppConnections connections = component.service(AppConnections.class);
    await(component.start(NONE));
    assertThat(await(connections.query().echo("hello")).getMessage()).isEqualTo("hello");
    assertThat(home.resolve("data/kvstore.journal").toFile().exists())
        .isEqualTo(name.startsWith("persistent"));
    await(component.stop());
    world.runUntilIdle();
  }

  @ParameterizedTest
  @CsvSource({"nonsense, socket, proxy_app", "e2e, socket, proxy_app", "tcp://a:1, grpc, abci"})
  void whatIsNoApplicationIsRefusedByItsSetting(String application, String protocol, String key) {
    var settings = Map.of("proxy_app", application, "abci", protocol);
    assertThatThrownBy(() -> create(new ApplicationProvider(), settings))
        .isInstanceOfSatisfying(
            InvalidSettingException.class, e -> assertThat(e.key()).isEqualTo(key));
  }

  @Test
  void anApplicationThatNobodyAsksIsNotDialled() {
    Component component = create(new ApplicationProvider(), Map.of());
    component.service(AppConnections.class);
    await(component.start(NONE));
    world.runUntilIdle();
    await(component.stop());
  }

  @Test
  void theKeyOfTheHomeSigns() {
    var key = Ed25519PrivateKey.fromSeed(new byte[32]);
    FilePrivValidator.create(
        home.resolve("config/priv_validator_key.json"),
        home.resolve("data/priv_validator_state.json"),
        key,
        node);
    Component component = create(new PrivValidatorProvider(), Map.of());
    await(component.start(NONE));
    assertThat(await(component.service(PrivValidator.class).publicKey()))
        .isEqualTo(key.publicKey());
    node.disk().erase(home.resolve("data/priv_validator_state.json"));
    Component second = create(new PrivValidatorProvider(), Map.of());
    var start = second.start(NONE).toCompletableFuture();
    world.runUntilIdle();
    assertThatThrownBy(start::join).hasCauseInstanceOf(SigningException.class);
  }

  @Test
  void aNodeWithoutKeyStartsAndSaysSoWhenASignatureIsWanted() {
    Component component = create(new PrivValidatorProvider(), Map.of());
    await(component.start(NONE));
    var answer = component.service(PrivValidator.class).publicKey().toCompletableFuture();
    world.runUntilIdle();
    assertThatThrownBy(answer::join).hasMessageContaining("there is no validator key at");
  }

  @Test
  void aKeyElsewhereLeavesTheFilesAlone() {
    var provider = new PrivValidatorProvider();
    assertThat(provider.declines(Settings.of(home, Map.of()))).isEmpty();
    assertThat(
            provider.declines(
                Settings.of(home, Map.of("priv_validator_laddr", "tcp://127.0.0.1:26659"))))
        .contains("priv_validator_laddr = tcp://127.0.0.1:26659");
  }

  private static final Services NO_DATABASE =
      new Services() {
        @Override
        public <S> S need(Class<S> type) {
          throw new AssertionError(type);
        }

        @Override
        public <S> Optional<S> want(Class<S> type) {
          return Optional.empty();
        }
      };

  @Test
  void theStoresAreInMemoryIfTheConfigurationSaysSo() {
    Component component = create(new StoresProvider(), Map.of("db_backend", "memdb"));
    BlockStore blocks = component.service(BlockStore.class);
    StateStore states = component.service(StateStore.class);
    await(component.start(NO_DATABASE));
    assertThat(blocks.height()).isZero();
    assertThat(states.load()).isEmpty();
    await(component.stop());
    assertThat(home.resolve("data").toFile()).doesNotExist();
  }

  @Test
  void aNodeWithoutDatabaseStartsAndSaysSoWhenABlockIsWanted() {
    Component component = create(new StoresProvider(), Map.of());
    BlockStore blocks = component.service(BlockStore.class);
    await(component.start(NO_DATABASE));
    assertThatThrownBy(blocks::height)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("put dev.cometj.store.rocksdb on the module path");
    await(component.stop());
  }

  /// Services of which there is one.
  private static <T> Services only(Class<T> offered, T service) {
    return new Services() {
      @Override
      public <S> S need(Class<S> type) {
        return want(type).orElseThrow();
      }

      @Override
      public <S> Optional<S> want(Class<S> type) {
        return type == offered ? Optional.of(type.cast(service)) : Optional.empty();
      }
    };
  }

  @Test
  @DisplayName("F10 a disk that fails while a vote is signed ends the node")
  void aDiskThatFailsUnderTheValidator() {
    Path state = home.resolve("data/priv_validator_state.json");
    FilePrivValidator.create(
        home.resolve("config/priv_validator_key.json"),
        state,
        Ed25519PrivateKey.fromSeed(new byte[32]),
        node);
    Component component = create(new PrivValidatorProvider(), Map.of());
    await(component.start(NONE));
    PrivValidator validator = component.service(PrivValidator.class);
    node.disk().failTimes(1, VirtualDisk.Fault.INPUT_OUTPUT_ERROR, state::equals);
    var answer = validator.signVote("chain", prevote()).toCompletableFuture();
    world.runUntilIdle();
    assertThatThrownBy(answer::join).hasCauseInstanceOf(SigningException.class);
    assertThat(failures)
        .singleElement()
        .asString()
        .startsWith("cannot keep what the validator signs in " + state)
        .endsWith("free space or mend the disk first");
  }

  private static Vote prevote() {
    return new Vote(
        SignedMsgType.PREVOTE,
        1,
        0,
        BlockId.NIL,
        Timestamp.EPOCH,
        Bytes.wrap(new byte[20]),
        0,
        Bytes.EMPTY,
        Bytes.EMPTY,
        Bytes.EMPTY);
  }

  @Test
  @DisplayName("F11 a full disk under the stores ends the node, and nothing more is written")
  void aFullDiskUnderTheStores() {
    var database = new FullDatabase(Stores.emptyDatabase());
    KeyValueStoreProvider provider =
        new KeyValueStoreProvider() {
          @Override
          public String backend() {
            return "full";
          }

          @Override
          public KeyValueStore open(Path folder, String name) {
            return database;
          }
        };
    Component component = create(new StoresProvider(), Map.of());
    await(component.start(only(KeyValueStoreProvider.class, provider)));
    StateStore states = component.service(StateStore.class);
    await(states.saveOfflineStateSyncHeight(1));
    database.isFull = true;
    var second = states.saveOfflineStateSyncHeight(2).toCompletableFuture();
    world.runUntilIdle();
    assertThatThrownBy(second::join).hasCauseInstanceOf(StoreException.class);
    assertThat(failures)
        .containsExactly(
            "the node's data cannot be written: No space left on device; free space or mend the"
                + " disk, then start the node again");
    database.isFull = false;
    var third = states.saveOfflineStateSyncHeight(3).toCompletableFuture();
    world.runUntilIdle();
    assertThat(third).isCompletedExceptionally();
    assertThat(states.offlineStateSyncHeight()).hasValue(1);
  }

  private static final class FullDatabase implements KeyValueStore {
    private final KeyValueStore inner;
    private boolean isFull;

    FullDatabase(KeyValueStore inner) {
      this.inner = inner;
    }

    @Override
    public void write(WriteBatch batch, boolean sync) {
      if (isFull) {
        throw new StoreException(StoreException.Reason.DEVICE, "No space left on device");
      }
      inner.write(batch, sync);
    }

    @Override
    public Optional<Bytes> get(Bytes key) {
      return inner.get(key);
    }

    @Override
    public KeyValueCursor iterate(KeyRange range, Order order) {
      return inner.iterate(range, order);
    }

    @Override
    public KeyValueSnapshot snapshot() {
      return inner.snapshot();
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  @Test
  void theApplicationIsAskedAboutPeersIfTheConfigurationSaysSo() {
    var provider = new ApplicationFilterProvider();
    assertThat(provider.declines(Settings.of(home, Map.of()))).contains("filter_peers = false");
    List<String> asked = new ArrayList<>();
    Application application =
        new Application() {
          @Override
          public ResponseQuery query(RequestQuery request) {
            asked.add(request.getPath());
            boolean isBad = request.getPath().endsWith(":1");
            return ResponseQuery.newBuilder().setCode(isBad ? 7 : 0).setLog("no").build();
          }
        };
    Component component = create(provider, Map.of("filter_peers", "true"));
    ConnectionFilter filter = component.service(ConnectionFilter.class);
    IpAddress local = IpAddress.of(new byte[] {10, 0, 0, 2});
    assertThat(await(filter.refusal(local, 2))).isPresent();
    await(
        component.start(
            only(
                AppConnections.class,
                ApplicationConnections.inProcess(application, Runnable::run))));
    assertThat(await(filter.refusal(local, 2))).isEmpty();
    assertThat(await(filter.refusal(local, 1))).contains("the application refuses it: code 7 no");
    assertThat(asked).containsExactly("/p2p/filter/addr/10.0.0.2:2", "/p2p/filter/addr/10.0.0.2:1");
  }
}
