package dev.cometj.integration.chain;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;
import dev.cometj.chain.PartSet;
import dev.cometj.chain.Tx;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.CommittedTxs;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.TxPool;
import dev.cometj.execution.component.ApplicationProvider;
import dev.cometj.execution.component.ExecutionProvider;
import dev.cometj.execution.component.StoresProvider;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkAcceptor;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.spi.TransportProvider;
import dev.cometj.p2p.switching.AssembledNode;
import dev.cometj.p2p.switching.SwitchAssembly;
import dev.cometj.p2p.switching.SystemRuntime;
import dev.cometj.p2p.testkit.TestSigner;
import dev.cometj.store.rocksdb.RocksDbProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// A node with stores, application and executor as the modules wire them, and without network. What would be consensus
/// decides on the next block of [SoleValidator] when it is told to.
final class GrowingNode implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final SoleValidator validator = new SoleValidator();
  private final SystemRuntime runtime = new SystemRuntime();
  private final AssembledNode node;
  private volatile long proposed;
  private State state;

  private GrowingNode(Path home, Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.put("p2p.laddr", "none://127.0.0.1:1");
    node =
        SwitchAssembly.of(Settings.of(home, all), runtime, TestSigner.named("node"))
            .network(SoleValidator.CHAIN)
            .transport(new Nowhere())
            .component(new RocksDbProvider())
            .component(new StoresProvider())
            .component(new ApplicationProvider())
            .component(new ExecutionProvider())
            .component(new Decider())
            .assemble();
  }

  /// Starts a node, whose home gets the chain's genesis.
  ///
  /// @throws CompletionException with the failure of the start
  static GrowingNode start(Path home, Map<String, String> settings) {
    Path genesis = home.resolve("config/genesis.json");
    try {
      if (!Files.exists(genesis)) {
        Files.createDirectories(genesis.getParent());
        Files.write(genesis, new SoleValidator().genesis().toJson());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var started = new GrowingNode(home, settings);
    try {
      await(started.node.start());
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
    started.state = started.service(ChainAtStart.class).state();
    return started;
  }

  static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  <S> S service(Class<S> type) {
    return node.service(type).orElseThrow();
  }

  AssembledNode node() {
    return node;
  }

  State state() {
    return state;
  }

  BlockStore blocks() {
    return service(BlockStore.class);
  }

  StateStore states() {
    return service(StateStore.class);
  }

  /// Proposes, checks, decides on, saves and executes the next block.
  Block grow() {
    BlockExecutor executor = service(BlockExecutor.class);
    proposed = state.nextHeight();
    Commit last =
        state.lastBlockHeight() == 0
            ? Commit.EMPTY
            : blocks().seenCommit(state.lastBlockHeight()).orElseThrow();
    Block block =
        await(executor.createProposalBlock(proposed, state, last.wrapped(), validator.address()));
    if (!await(executor.processProposal(block, state))) {
      throw new AssertionError("the application rejects " + block);
    }
    await(executor.validateBlock(state, block));
    PartSet parts = block.toPartSet();
    await(blocks().save(block, parts, validator.commit(block, state.validators())));
    state =
        await(executor.applyVerifiedBlock(state, new BlockId(block.hash(), parts.header()), block));
    return block;
  }

  void growTo(long height) {
    while (state.lastBlockHeight() < height) {
      grow();
    }
  }

  @Override
  public void close() {
    await(node.stop());
    runtime.close();
  }

  /// Needs what a reactor with a chain needs, and has the transactions.
  private final class Decider implements ComponentProvider, Component, TxPool {
    @Override
    public String name() {
      return "DECIDER";
    }

    @Override
    public Set<Class<?>> offers() {
      return Set.of(TxPool.class);
    }

    @Override
    public Set<Class<?>> needs() {
      return Set.of(BlockExecutor.class, ChainAtStart.class);
    }

    @Override
    public Component create(ComponentContext context) {
      return this;
    }

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
      return type.cast(this);
    }

    @Override
    public CompletionStage<List<Tx>> reap(long maxBytes, long maxGas) {
      return CompletableFuture.completedStage(
          validator.txs(proposed).stream().map(SoleValidator::bytes).map(Tx::new).toList());
    }

    @Override
    public CompletionStage<Void> lock() {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> update(CommittedTxs committed) {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void unlock() {}
  }

  /// A transport that reaches nobody.
  private static final class Nowhere implements TransportProvider, Transport {
    @Override
    public String scheme() {
      return "none";
    }

    @Override
    public Transport create(TransportContext context) {
      return this;
    }

    @Override
    public CompletionStage<HostPort> listen(HostPort address, LinkAcceptor acceptor) {
      return CompletableFuture.completedStage(address);
    }

    @Override
    public CompletionStage<Link> dial(NetAddress address) {
      return CompletableFuture.failedStage(new IOException("there is no network"));
    }

    @Override
    public CompletionStage<Void> close() {
      return CompletableFuture.completedStage(null);
    }
  }
}
