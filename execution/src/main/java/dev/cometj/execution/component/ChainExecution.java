package dev.cometj.execution.component;

import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.EventBus;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.TxPool;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.crypto.Ed25519KeyCache;
import dev.cometj.execution.block.AbciBlockExecutor;
import dev.cometj.execution.block.BlockValidation;
import dev.cometj.execution.block.Handshake;
import dev.cometj.execution.block.NodeServices;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Reads the genesis, has node and application meet, and executes blocks from then on.
final class ChainExecution implements Component {
  /// More validators than a chain has at a time, so that those of old heights do not press out those of new ones.
  private static final int KEPT_KEYS = 20_000;

  private static final int PIECES = 16;

  private final ComponentContext context;
  private final GenesisReader genesisReader;
  private final Duration tolerance;
  private final GuardedExecutor executor;
  private final StartedChain chain = new StartedChain();

  ChainExecution(ComponentContext context) {
    Settings settings = context.settings();
    this.context = context;
    genesisReader = GenesisReader.of(settings, context.runtime());
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
            TimedExecution.of(application.consensus(), context.metrics(), runtime::nanoTime),
            others,
            new BlockValidation(verifier, runtime.wallClock(), tolerance),
            runtime.blocking(),
            runtime.computation()));
    // Stored blocks were checked against the clock when they came; they must not fail now if it
    // goes wrong.
    BlockValidation withoutClock =
        new BlockValidation(verifier, runtime.wallClock(), Duration.ZERO);
    return CompletableFuture.supplyAsync(genesisReader::read, runtime.blocking())
        .thenCompose(genesis ->
            new Handshake(application, others, withoutClock, genesis, runtime.blocking())
                .run()
                .thenAccept(outcome -> chain.started(genesis, outcome.state())));
  }

  @Override
  public CompletionStage<Void> stop() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public <S> S service(Class<S> type) {
    return type.cast(type == BlockExecutor.class ? executor : chain);
  }
}
