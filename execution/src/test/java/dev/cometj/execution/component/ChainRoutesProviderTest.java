package dev.cometj.execution.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cometj.chain.Timestamp;
import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.abci.ApplicationConnections;
import dev.cometj.execution.kvstore.KvStoreApplication;
import dev.cometj.execution.store.Stores;
import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.RpcRoutes;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChainRoutesProviderTest {
  private static final GenesisDoc GENESIS =
      new GenesisDoc(
          Timestamp.EPOCH,
          "chain",
          1,
          ConsensusParams.DEFAULT,
          List.of(),
          Bytes.EMPTY,
          Bytes.EMPTY);

  private record Context(Settings settings, NodeRuntime runtime, Mailbox mailbox, Metrics metrics)
      implements ComponentContext {
    @Override
    public void fail(String line) {
      throw new AssertionError(line);
    }
  }

  private record Present(Map<Class<?>, Object> all) implements Services {
    @Override
    public <S> S need(Class<S> type) {
      throw new AssertionError(type);
    }

    @Override
    public <S> Optional<S> want(Class<S> type) {
      assertThat(new ChainRoutesProvider().wants()).contains(type);
      return Optional.ofNullable(type.cast(all.get(type)));
    }
  }

  private static Component component() {
    VirtualNode node = VirtualWorld.create().node("node");
    return new ChainRoutesProvider()
        .create(
            new Context(
                Settings.of(Path.of("/home"), Map.of()),
                node,
                node.mailbox("rpc"),
                Metrics.none()));
  }

  private static String genesis(RpcRoutes routes) {
    return routes.routes().stream()
        .filter(route -> route.name().equals("genesis"))
        .findFirst()
        .orElseThrow()
        .action()
        .answer(_ -> Optional.empty());
  }

  @Test
  @DisplayName("routes are there before the start, which their answers wait for")
  void beforeTheStart() {
    RpcRoutes routes = component().service(RpcRoutes.class);
    assertThatExceptionOfType(P2pException.class)
        .isThrownBy(() -> genesis(routes))
        .withMessage("the node is starting");
  }

  @Test
  @DisplayName("stores of a node in which nobody executes blocks are left closed")
  void noChain() {
    Component component = component();
    RpcRoutes routes = component.service(RpcRoutes.class);
    component.start(new Present(Map.of())).toCompletableFuture().join();
    assertThatExceptionOfType(P2pException.class)
        .isThrownBy(() -> genesis(routes))
        .withMessage("this node has no chain");
  }

  @Test
  @DisplayName("after the start the chain is told")
  void chain() {
    ChainAtStart chain =
        new ChainAtStart() {
          @Override
          public GenesisDoc genesis() {
            return GENESIS;
          }

          @Override
          public State state() {
            throw new AssertionError();
          }
        };
    try (Stores stores = Stores.inMemory();
        ApplicationConnections application =
            ApplicationConnections.inProcess(KvStoreApplication.inMemory(), Runnable::run)) {
      Component component = component();
      RpcRoutes routes = component.service(RpcRoutes.class);
      component
          .start(
              new Present(
                  Map.of(
                      ChainAtStart.class,
                      chain,
                      BlockStore.class,
                      stores.blocks(),
                      StateStore.class,
                      stores.states(),
                      AppConnections.class,
                      application)))
          .toCompletableFuture()
          .join();
      assertThat(genesis(routes))
          .startsWith(
              "{\"genesis\":{\"genesis_time\":\"1970-01-01T00:00:00Z\",\"chain_id\":\"chain\"");
      assertThat(routes.statusMembers().get("validator_info").answer(_ -> Optional.empty()))
          .isEmpty();
    }
  }
}
