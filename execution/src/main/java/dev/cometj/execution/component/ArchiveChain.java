package dev.cometj.execution.component;

import static java.lang.System.Logger.Level.INFO;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.ChainException;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.crypto.Ed25519KeyCache;
import dev.cometj.execution.archive.HttpPages;
import dev.cometj.execution.archive.RpcValidators;
import dev.cometj.execution.block.ArchiveExecutor;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Reads the genesis, and takes blocks into the archive from then on.
final class ArchiveChain implements Component {
  private static final String SERVERS = "cometj.archive.rpc_servers";
  private static final System.Logger LOG = System.getLogger(ArchiveChain.class.getName());
  private static final int KEPT_KEYS = 1000;

  private final ComponentContext context;
  private final List<URI> servers;
  private final GenesisReader genesisReader;
  private final HttpPages pages;
  private final GuardedExecutor executor;
  private final StartedChain chain = new StartedChain();

  ArchiveChain(ComponentContext context) {
    this.context = context;
    servers = servers(context.settings());
    genesisReader = GenesisReader.of(context.settings(), context.runtime());
    pages = new HttpPages(context.runtime().blocking());
    executor = new GuardedExecutor(context::fail, context.metrics());
  }

  private static List<URI> servers(Settings settings) {
    List<URI> servers = new ArrayList<>();
    for (String text : settings.list(SERVERS)) {
      String url =
          text.contains("://") ? text.replaceFirst("^tcp://", "http://") : "http://" + text;
      try {
        URI uri = new URI(url);
        if (uri.getHost() == null || !uri.getScheme().matches("https?")) {
          throw new InvalidSettingException(SERVERS, "'%s' is no HTTP address".formatted(text));
        }
        servers.add(uri);
      } catch (URISyntaxException e) {
        throw new InvalidSettingException(SERVERS, "'%s' is no address".formatted(text));
      }
    }
    return servers;
  }

  @Override
  public CompletionStage<Void> start(Services services) {
    BlockStore blocks = services.need(BlockStore.class);
    StateStore states = services.need(StateStore.class);
    NodeRuntime runtime = context.runtime();
    ArchiveExecutor archive =
        new ArchiveExecutor(
            new CommitVerifier(
                runtime.random("archive commits"),
                Runnable::run,
                1,
                new Ed25519KeyCache(KEPT_KEYS)),
            states,
            new RpcValidators(servers, pages, context.mailbox()),
            runtime.computation());
    executor.open(archive);
    LOG.log(
        INFO,
        "an archive without application: blocks are verified and not executed; validators that change are asked of {0}",
        servers.isEmpty() ? "nobody" : servers);
    return CompletableFuture.supplyAsync(genesisReader::read, runtime.blocking())
        .thenCompose(genesis ->
            begin(genesis, blocks, states, archive)
                .thenAccept(state -> chain.started(genesis, state)));
  }

  private static CompletionStage<State> begin(
      GenesisDoc genesis, BlockStore blocks, StateStore states, ArchiveExecutor archive) {
    Optional<State> stored = states.load();
    if (stored.isEmpty()) {
      State first = first(genesis);
      return states.save(first).thenCompose(_ -> finish(first, blocks, archive));
    }
    State state = stored.get();
    if (!state.chainId().equals(genesis.chainId())
        || state.initialHeight() != genesis.initialHeight()) {
      throw new ChainException(
          "genesis.json is of the chain %s from height %d, but the archive is of %s from height %d: put the chain's own there"
              .formatted(
                  genesis.chainId(),
                  genesis.initialHeight(),
                  state.chainId(),
                  state.initialHeight()));
    }
    return finish(state, blocks, archive);
  }

  private static State first(GenesisDoc genesis) {
    try {
      return ArchiveExecutor.first(State.ofGenesis(genesis));
    } catch (InvalidChainDataException e) {
      throw new ChainException("the validators of genesis.json make no set: " + e.getMessage(), e);
    }
  }

  /// A block whose state was lost is taken once more: it was verified before it was stored.
  private static CompletionStage<State> finish(
      State state, BlockStore blocks, ArchiveExecutor archive) {
    long next = state.nextHeight();
    Optional<BlockMeta> meta = blocks.meta(next);
    Optional<Block> block = blocks.block(next);
    return blocks.height() == next && meta.isPresent() && block.isPresent()
        ? archive.applyVerifiedBlock(state, meta.get().blockId(), block.get())
        : CompletableFuture.completedStage(state);
  }

  @Override
  public CompletionStage<Void> stop() {
    pages.stop();
    return CompletableFuture.completedStage(null);
  }

  @Override
  public <S> S service(Class<S> type) {
    return type.cast(type == BlockExecutor.class ? executor : chain);
  }
}
