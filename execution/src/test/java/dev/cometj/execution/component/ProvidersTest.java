package dev.cometj.execution.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.PrivValidator;
import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.execution.privval.FilePrivValidator;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
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

  private record Context(Settings settings, NodeRuntime runtime, Mailbox mailbox, Metrics metrics)
      implements ComponentContext {
    @Override
    public void fail(String line) {
      throw new AssertionError(line);
    }
  }

  private Component create(ComponentProvider provider, Map<String, String> settings) {
    return provider.create(
        new Context(
            Settings.of(home, settings), node, node.mailbox(provider.name()), Metrics.none()));
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
}
