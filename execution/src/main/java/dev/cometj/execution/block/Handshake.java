package dev.cometj.execution.block;

import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.State;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.block.HandshakeException.Reason;
import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.ResponseInfo;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Brings node and application together when the node starts, before any reactor runs: asks the application how far it
/// is, begins the chain if it is at the beginning, and executes what it lacks. Realises the `Handshaker` of
/// `consensus/replay.go`.
public final class Handshake {
  private static final Logger LOG = System.getLogger(Handshake.class.getPackageName());

  private static final String ABCI_VERSION = "2.0.0";
  private static final long P2P_VERSION = 8;

  private final AppConnections application;
  private final NodeServices services;
  private final BlockValidation validation;
  private final GenesisDoc genesis;
  private final Executor blocking;

  /// What came of a handshake.
  ///
  /// @param state the state to go on from
  /// @param appVersion the version that the application tells, an unsigned 64-bit number
  /// @param replayed how many blocks were executed
  public record Outcome(State state, long appVersion, int replayed) {}

  /// Prepare a handshake.
  ///
  /// @param application the application
  /// @param services the stores, and who is told of a block that is executed; the pools are left alone
  /// @param validation the rules
  /// @param genesis how the chain begins
  /// @param blocking where stores are used and the last block is checked
  public Handshake(
      AppConnections application,
      NodeServices services,
      BlockValidation validation,
      GenesisDoc genesis,
      Executor blocking) {
    this.application = application;
    this.services = services;
    this.validation = validation;
    this.genesis = genesis;
    this.blocking = blocking;
  }

  /// Run it from the newest state of the store, or from the genesis if there is none.
  ///
  /// @return a stage that ends when all are at the height of the block store. It fails with a [HandshakeException], whose
  ///     message is one line for the operator, or as executing blocks does
  public CompletionStage<Outcome> run() {
    return Steps.unwrapped(Steps.on(blocking, this::stored).thenCompose(this::run));
  }

  private State stored() {
    Optional<State> found = services.stateStore().load();
    if (found.isEmpty()) {
      return new ChainStart(genesis).state();
    }
    State state = found.get();
    if (!state.chainId().equals(genesis.chainId())
        || state.initialHeight() != genesis.initialHeight()) {
      throw new HandshakeException(
          Reason.OTHER_GENESIS,
          ("genesis.json is of the chain %s from height %d, but the node's data are of %s from "
                  + "height %d: put the chain's own genesis.json back, or reset the node")
              .formatted(
                  genesis.chainId(),
                  genesis.initialHeight(),
                  state.chainId(),
                  state.initialHeight()));
    }
    return state;
  }

  CompletionStage<Outcome> run(State stored) {
    RequestInfo request =
        RequestInfo.newBuilder()
            .setVersion(State.SOFTWARE)
            .setBlockVersion(BlockVersion.BLOCK_PROTOCOL)
            .setP2PVersion(P2P_VERSION)
            .setAbciVersion(ABCI_VERSION)
            .build();
    return Steps.unwrapped(
        application.query().info(request).thenComposeAsync(info -> meet(stored, info), blocking));
  }

  private CompletionStage<Outcome> meet(State stored, ResponseInfo info) {
    long appHeight = info.getLastBlockHeight();
    BlockStore blocks = services.blockStore();
    LOG.log(
        Level.INFO,
        "application {0}: height {1}, app hash {2}; block store {3}, state {4}",
        info.getVersion(),
        Long.toString(appHeight),
        AbciValues.bytes(info.getLastBlockAppHash()),
        Long.toString(blocks.height()),
        Long.toString(stored.lastBlockHeight()));
    if (appHeight < 0) {
      throw new HandshakeException(
          Reason.NEGATIVE_HEIGHT,
          "the application says that its last block is of height " + appHeight + ": mend it");
    }
    State state =
        stored.lastBlockHeight() == 0 ? stored.withAppVersion(info.getAppVersion()) : stored;
    Bytes appHash = AbciValues.bytes(info.getLastBlockAppHash());
    CompletionStage<AppProgress> begun =
        appHeight == 0
            ? begin(state)
            : CompletableFuture.completedStage(new AppProgress(state, appHash, 0));
    return begun
        .thenComposeAsync(progress -> replay(progress, appHeight), blocking)
        .thenApply(
            progress -> new Outcome(progress.state(), info.getAppVersion(), progress.replayed()));
  }

  private CompletionStage<AppProgress> begin(State state) {
    ChainStart start = new ChainStart(genesis);
    return application
        .consensus()
        .initChain(start.request())
        .thenComposeAsync(
            response -> {
              Bytes appHash = AbciValues.bytes(response.getAppHash());
              if (state.lastBlockHeight() > 0) {
                return CompletableFuture.completedStage(new AppProgress(state, appHash, 0));
              }
              State first = start.begun(state, response);
              return services
                  .stateStore()
                  .save(first)
                  .thenApply(_ -> new AppProgress(first, appHash, 0));
            },
            blocking);
  }

  private CompletionStage<AppProgress> replay(AppProgress progress, long appHeight) {
    State state = progress.state();
    BlockStore blocks = services.blockStore();
    ReplayPlan.Heights heights =
        new ReplayPlan.Heights(
            blocks.base(),
            blocks.height(),
            state.lastBlockHeight(),
            appHeight,
            state.initialHeight());
    ReplayPlan plan = ReplayPlan.of(heights);
    if (plan.from() > plan.to() && plan.last() == ReplayPlan.Last.NONE) {
      AppHashes.requireSame(progress.appHash(), state.appHash(), state.lastBlockHeight());
      return CompletableFuture.completedStage(progress);
    }
    return new BlockReplay(
            application.consensus(), services, validation, genesis.initialHeight(), blocking)
        .run(plan, progress);
  }
}
