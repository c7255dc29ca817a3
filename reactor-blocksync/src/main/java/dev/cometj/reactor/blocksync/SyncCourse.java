package dev.cometj.reactor.blocksync;

import static dev.cometj.reactor.blocksync.BlockSyncChannel.BLOCKSYNC;
import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import dev.cometj.chain.Block;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.ConsensusHandoff;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.SyncStatus.Phase;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.PeerBroadcaster;
import dev.cometj.p2p.PeerCensus;
import dev.cometj.p2p.PeerCounts;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StatusRequest;
import dev.cometj.reactor.blocksync.pool.Pool;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// When blocks are fetched and when no longer: from the start or from state sync until consensus takes over, or for ever
/// where nobody does.
final class SyncCourse implements BlockApplier.Listener {
  /// How often peers are asked how far they are while the node catches up; `statusUpdateIntervalSeconds`.
  static final Duration STATUS_PERIOD = Duration.ofSeconds(10);

  /// How often the time is looked at; `switchToConsensusIntervalSeconds`.
  static final Duration TICK = Duration.ofSeconds(1);

  /// How many heights are checked ahead.
  private static final int CHECKED_AHEAD = 64;

  /// How far behind a follower may be before it is called behind.
  private static final int FOLLOWING_LAG = 10;

  private static final System.Logger LOG = System.getLogger(SyncCourse.class.getName());

  /// What the chain's services and its state at the start are.
  ///
  /// @param state the newest state at the start
  /// @param blocks the store
  /// @param executor checks and executes
  /// @param consensus takes over, or empty
  record Chain(
      State state,
      BlockStore blocks,
      BlockExecutor executor,
      Optional<ConsensusHandoff> consensus) {}

  private final Chain chain;
  private final ReactorContext context;
  private final Pool pool;
  private final SyncProgress progress;
  private final BlockSyncMeters meters;
  private final Consumer<Boolean> fetching;
  private final PeerBroadcaster broadcaster;
  private final PeerCensus census;
  private final BlockApplier applier;
  private final CaughtUp caughtUp;
  private final Ticker ticks;
  private final Ticker statusRequests;
  private final Ticker followRequests;
  private @Nullable Bytes validator;
  private Phase phase = Phase.WAITING;
  private boolean stateSynced;
  private boolean hasInitialExtensions;
  private boolean asking;

  SyncCourse(
      BlockSyncSettings settings,
      ReactorContext context,
      Chain chain,
      Pool pool,
      SyncProgress progress,
      BlockSyncMeters meters,
      Consumer<Boolean> fetching) {
    Mailbox mailbox = context.mailbox();
    this.chain = chain;
    this.context = context;
    this.pool = pool;
    this.progress = progress;
    this.meters = meters;
    this.fetching = fetching;
    this.broadcaster = context.switchFacets().facet(PeerBroadcaster.class);
    this.census = context.switchFacets().facet(PeerCensus.class);
    BlockChecks checks =
        new BlockChecks(
            pool, context.runtime(), mailbox, settings.checks(), CHECKED_AHEAD, this::advance);
    this.applier =
        new BlockApplier(
            chain.state(), pool, checks, chain.blocks(), chain.executor(), mailbox, this);
    this.caughtUp = new CaughtUp(pool, context.runtime());
    this.ticks = new Ticker(mailbox, TICK, this::tick);
    this.statusRequests = new Ticker(mailbox, STATUS_PERIOD, this::askStatus);
    this.followRequests =
        new Ticker(
            mailbox,
            settings.followInterval(),
            () -> {
              if (phase == Phase.FOLLOWING) {
                askStatus();
              }
            });
  }

  /// Set the address of the validator that this node is, if it is one.
  void validator(@Nullable Bytes address) {
    validator = address;
  }

  /// Begin at the node's start.
  void begin() {
    if (CaughtUp.isAlone(chain.state(), validator) && chain.consensus().isPresent()) {
      phase = Phase.DONE;
      progress.publish(phase, chain.state().lastBlockHeight());
      chain.consensus().get().startConsensus(chain.state(), false);
    } else {
      begin(chain.state());
    }
  }

  /// Begin after state sync, or because the node fell behind.
  void beginAfterStateSync(State state) {
    if (phase == Phase.WAITING || phase == Phase.DONE) {
      stateSynced = true;
      begin(state);
    }
  }

  private void begin(State state) {
    long now = context.runtime().nanoTime();
    phase = Phase.SYNCING;
    hasInitialExtensions =
        state.lastBlockHeight() > 0
            && chain.blocks().extendedCommit(state.lastBlockHeight()).isPresent();
    fetching.accept(true);
    meters.syncing(true);
    caughtUp.progress();
    progress.begin(now);
    progress.publish(phase, state.lastBlockHeight());
    ticks.start();
    statusRequests.start();
    if (chain.consensus().isEmpty()) {
      followRequests.start();
    }
    applier.start(state);
    pool.start(state.nextHeight());
  }

  /// Go on, because something came.
  void advance() {
    applier.advance();
  }

  /// End with the node.
  CompletionStage<Void> stop() {
    rest();
    return applier.stop();
  }

  private void rest() {
    ticks.stop();
    statusRequests.stop();
    followRequests.stop();
    pool.stop();
    fetching.accept(false);
    meters.syncing(false);
  }

  private void askStatus() {
    if (!asking) {
      asking = true;
      broadcaster.broadcast(BLOCKSYNC, new StatusRequest()).whenComplete((_, _) -> asking = false);
    }
  }

  private void tick() {
    State state = applier.state();
    pool.tick();
    progress.tick(context.runtime().nanoTime());
    meters.peers(pool.maxHeight(), pool.openRequests());
    logCounts(state);
    if (chain.consensus().isEmpty()) {
      follow(state);
    } else if (!applier.isBusy() && mayHandOver(state)) {
      handOver(chain.consensus().get(), state);
    }
    progress.publish(phase, applier.state().lastBlockHeight());
  }

  /// SB-08.
  private void logCounts(State state) {
    PeerCounts counts = census.counts();
    LOG.log(
        DEBUG,
        "{0} requests open of {1} heights, {2} outbound, {3} inbound, last block {4}",
        pool.openRequests(),
        pool.heights(),
        counts.outbound(),
        counts.inbound(),
        Long.toString(state.lastBlockHeight()));
  }

  private void follow(State state) {
    boolean isNear = pool.maxHeight() - pool.height() <= FOLLOWING_LAG;
    if (phase == Phase.SYNCING && caughtUp.isReached(state)) {
      phase = Phase.FOLLOWING;
      LOG.log(
          INFO,
          "caught up at height {0}; following, because no consensus takes over",
          Long.toString(state.lastBlockHeight()));
    } else if (phase == Phase.FOLLOWING && !isNear && !caughtUp.isReached(state)) {
      phase = Phase.SYNCING;
    }
  }

  /// SB-09.
  private boolean mayHandOver(State state) {
    if (lacksExtensions(state)) {
      LOG.log(INFO, "no extended commit of block {0} yet", Long.toString(state.lastBlockHeight()));
      return false;
    }
    return caughtUp.isReached(state) || CaughtUp.blocksTheChain(state, validator);
  }

  /// Consensus needs the extensions of the last block's votes, which come only with blocks.
  private boolean lacksExtensions(State state) {
    return state.lastBlockHeight() != 0
        && state.consensusParams().abci().areVoteExtensionsEnabled(state.lastBlockHeight())
        && applier.executed() == 0
        && !hasInitialExtensions;
  }

  private void handOver(ConsensusHandoff consensus, State state) {
    LOG.log(
        INFO,
        "caught up at height {0}; consensus takes over",
        Long.toString(state.lastBlockHeight()));
    phase = Phase.DONE;
    boolean skipWal = applier.executed() > 0 || stateSynced;
    var _ = applier.stop();
    rest();
    consensus.startConsensus(state, skipWal);
  }

  @Override
  public void executed(Block block) {
    caughtUp.progress();
    progress.executed();
    meters.executed(block);
    progress.publish(phase, block.height());
  }

  @Override
  public void failed(Throwable failure) {
    phase = Phase.FAILED;
    rest();
    progress.publish(phase, applier.state().lastBlockHeight());
    LOG.log(ERROR, "block sync cannot go on", failure);
    context.fail(
        "block %d could not be executed: %s"
            .formatted(applier.state().nextHeight(), failure.getMessage()));
  }
}
