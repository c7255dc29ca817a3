package dev.cometj.execution.component;

import dev.cometj.chain.ChainException;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.params.GenesisException;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.EventBus;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.TxPool;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.crypto.Ed25519KeyCache;
import dev.cometj.execution.block.AbciBlockExecutor;
import dev.cometj.execution.block.BlockValidation;
import dev.cometj.execution.block.Handshake;
import dev.cometj.execution.block.NodeServices;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.spi.AnnouncedVersions;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Reads the genesis, has node and application meet, and executes blocks from then on.
final class ChainExecution implements Component, ChainAtStart {
  /// More validators than a chain has at a time, so that those of old heights do not press out those of new ones.
  private static final int KEPT_KEYS = 20_000;

  private static final int PIECES = 16;

  private final ComponentContext context;
  private final Path genesisFile;
  private final String chainId;
  private final Duration tolerance;
  private final GuardedExecutor executor;
  private volatile @Nullable Started started;

  private record Started(GenesisDoc genesis, State state) {}

  ChainExecution(ComponentContext context) {
    Settings settings = context.settings();
    this.context = context;
    genesisFile = settings.path("genesis_file", "config/genesis.json");
    chainId = settings.text("cometj.chain_id", "");
    tolerance = settings.duration("consensus.block_time_tolerance", Duration.ofMinutes(1));
    executor = new GuardedExecutor(context::fail, context.metrics());
  }

  @Override
  public CompletionStage<Void> start(Services services) {
    AppConnections application = services.need(AppConnections.class);
    NodeServices others =
        new NodeServices(
            services.need(BlockStore.class),
            services.need(StateStore.class),
            services.want(TxPool.class).orElseGet(TxPool::empty),
            services.want(EvidencePool.class).orElseGet(EvidencePool::empty),
            services.want(EventBus.class).orElseGet(EventBus::silent));
    NodeRuntime runtime = context.runtime();
    CommitVerifier verifier =
        new CommitVerifier(
            runtime.random("commit batches"),
            runtime.computation(),
            PIECES,
            new Ed25519KeyCache(KEPT_KEYS));
    executor.open(
        new AbciBlockExecutor(
            application.consensus(),
            others,
            new BlockValidation(verifier, runtime.wallClock(), tolerance),
            runtime.blocking(),
            runtime.computation()));
    // Stored blocks were checked against the clock when they came; they must not fail now if it
    // goes wrong.
    BlockValidation withoutClock =
        new BlockValidation(verifier, runtime.wallClock(), Duration.ZERO);
    return CompletableFuture.supplyAsync(this::readGenesis, runtime.blocking())
        .thenCompose(genesis ->
            new Handshake(application, others, withoutClock, genesis, runtime.blocking())
                .run()
                .thenAccept(outcome -> started = new Started(genesis, outcome.state())));
  }

  private GenesisDoc readGenesis() {
    byte[] json;
    try (InputStream in =
        context
            .runtime()
            .disk()
            .open(genesisFile)
            .orElseThrow(() ->
                new ChainException(
                    "there is no genesis file at %s: put the network's there"
                        .formatted(genesisFile)))) {
      json = in.readAllBytes();
    } catch (IOException e) {
      throw new ChainException(genesisFile + ": cannot be read: " + e.getMessage(), e);
    }
    GenesisDoc genesis;
    try {
      genesis = GenesisDoc.parse(json, Timestamp.of(context.runtime().wallClock().instant()));
    } catch (GenesisException e) {
      throw new ChainException(genesisFile + ": " + e.getMessage(), e);
    }
    if (!chainId.isEmpty() && !chainId.equals(genesis.chainId())) {
      throw new ChainException(
          "%s is of the chain %s, but --chain-id says %s: a node with a chain needs its genesis"
              .formatted(genesisFile, genesis.chainId(), chainId));
    }
    return genesis;
  }

  @Override
  public CompletionStage<Void> stop() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public <S> S service(Class<S> type) {
    if (type == BlockExecutor.class) {
      return type.cast(executor);
    }
    if (type == AnnouncedVersions.class) {
      AnnouncedVersions versions = this::versions;
      return type.cast(versions);
    }
    return type.cast(this);
  }

  private ProtocolVersions versions() {
    State state = state();
    return new ProtocolVersions(
        ProtocolVersions.P2P, state.version().block(), state.version().app());
  }

  @Override
  public GenesisDoc genesis() {
    return running().genesis();
  }

  @Override
  public State state() {
    return running().state();
  }

  private Started running() {
    Started here = started;
    if (here == null) {
      throw new IllegalStateException("the chain is not known before the node has started");
    }
    return here;
  }
}
