package dev.cometj.reactor.blocksync;

import static dev.cometj.reactor.blocksync.BlockSyncChannel.BLOCKSYNC;
import static java.lang.System.Logger.Level.DEBUG;

import dev.cometj.chain.BlockLimits;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.BlockSyncHandoff;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.ConsensusHandoff;
import dev.cometj.chain.service.PrivValidator;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.SyncStatus;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerCensus;
import dev.cometj.p2p.PeerCounts;
import dev.cometj.p2p.PeerDirectory;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.Services;
import dev.cometj.reactor.blocksync.BlockSyncMessage.BlockRequest;
import dev.cometj.reactor.blocksync.BlockSyncMessage.BlockResponse;
import dev.cometj.reactor.blocksync.BlockSyncMessage.NoBlockResponse;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StatusRequest;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StatusResponse;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StoredBlock;
import dev.cometj.reactor.blocksync.pool.Delivery;
import dev.cometj.reactor.blocksync.pool.Judge;
import dev.cometj.reactor.blocksync.pool.Pool;
import dev.cometj.reactor.blocksync.pool.Source;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Fetches the blocks that the node lacks, and serves those that it has. Receives what the Switch tells and hands it to
/// the parts; when and how long blocks are fetched is for the [SyncCourse] to say.
final class BlockSyncReactor implements Reactor<BlockSyncSession, BlockSyncMessage>, Judge {
  private static final System.Logger LOG = System.getLogger(BlockSyncReactor.class.getName());

  private final BlockSyncSettings settings;
  private final ReactorContext context;
  private final PeerStopper stopper;
  private final PeerDirectory directory;
  private final PeerCensus census;
  private final BlockSyncMeters meters;
  private final Pool pool;
  private final SyncProgress progress;
  private @Nullable Serving serving;
  private @Nullable SyncCourse course;
  private boolean publishesHeights;

  /// Read by decoding threads.
  private volatile Activity activity = Activity.NEVER;

  /// What the filter has to know.
  private enum Activity {
    /// Nothing was ever fetched, so nobody was asked for a block.
    NEVER,
    /// Blocks are fetched.
    NOW,
    /// Blocks were fetched, and late ones may still come.
    ENDED
  }

  BlockSyncReactor(BlockSyncSettings settings, ReactorContext context) {
    Grants facets = context.switchFacets();
    this.settings = settings;
    this.context = context;
    this.stopper = facets.facet(PeerStopper.class);
    this.directory = facets.facet(PeerDirectory.class);
    this.census = facets.facet(PeerCensus.class);
    this.meters = new BlockSyncMeters(context.metrics());
    this.pool = new Pool(settings.pool(), context.runtime()::nanoTime, this);
    this.progress = new SyncProgress(pool);
  }

  @Override
  public CompletionStage<Void> start(Services services) {
    BlockStore blocks = services.need(BlockStore.class);
    StateStore states = services.need(StateStore.class);
    BlockExecutor executor = services.need(BlockExecutor.class);
    Optional<ConsensusHandoff> consensus = services.want(ConsensusHandoff.class);
    State state = services.need(ChainAtStart.class).state();
    requireSameHeight(state, blocks, states);
    publishesHeights = consensus.isEmpty();
    serving = new Serving(blocks, states, context.runtime(), context.mailbox());
    SyncCourse made =
        new SyncCourse(
            settings,
            context,
            new SyncCourse.Chain(state, blocks, executor, consensus),
            pool,
            progress,
            meters,
            this::fetching);
    course = made;
    return address(services.want(PrivValidator.class))
        .thenAcceptAsync(
            address -> {
              made.validator(address.orElse(null));
              if (settings.stateSync() && state.lastBlockHeight() == 0) {
                LOG.log(System.Logger.Level.INFO, "block sync waits for state sync");
              } else {
                made.begin();
              }
            },
            context.mailbox());
  }

  private static void requireSameHeight(State state, BlockStore blocks, StateStore states) {
    long stored = blocks.height();
    if (stored == 0) {
      stored = states.offlineStateSyncHeight().orElse(0);
    }
    if (stored != state.lastBlockHeight()) {
      throw new StoreException(
          StoreException.Reason.CORRUPT,
          "the newest state is of height %d, but the last block of %d"
              .formatted(state.lastBlockHeight(), stored));
    }
  }

  private static CompletionStage<Optional<Bytes>> address(Optional<PrivValidator> validator) {
    return validator
        .map(signer ->
            signer
                .publicKey()
                .handle((key, failure) -> {
                  if (failure != null) {
                    LOG.log(DEBUG, "the validator's key is not known", failure);
                  }
                  return failure == null
                      ? Optional.of(Bytes.wrap(key.address()))
                      : Optional.<Bytes>empty();
                }))
        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
  }

  @Override
  public CompletionStage<Void> stop() {
    return course().stop();
  }

  @Override
  public <S> S service(Class<S> type) {
    if (type == SyncStatus.class) {
      return type.cast(progress);
    }
    if (type == BlockSyncHandoff.class) {
      BlockSyncHandoff handoff =
          state -> context.mailbox().execute(() -> course().beginAfterStateSync(state));
      return type.cast(handoff);
    }
    return Reactor.super.service(type);
  }

  private void fetching(boolean isNow) {
    activity = isNow ? Activity.NOW : Activity.ENDED;
    if (isNow) {
      PeerCounts counts = census.counts();
      LOG.log(DEBUG, "fetching: {0} outbound, {1} inbound", counts.outbound(), counts.inbound());
    }
  }

  private Serving serving() {
    if (serving == null) {
      throw new IllegalStateException("block sync was not started");
    }
    return serving;
  }

  private SyncCourse course() {
    if (course == null) {
      throw new IllegalStateException("block sync was not started");
    }
    return course;
  }

  @Override
  public BlockSyncSession admit(Grants peer) {
    return new BlockSyncSession(peer);
  }

  @Override
  public void peerStarted(BlockSyncSession session) {
    var _ = session.sender().send(BLOCKSYNC, serving().status());
  }

  /// Refuse blocks that nobody asked for, and those with too many signatures; SB-11.
  @Override
  public Optional<StopReason> screen(
      BlockSyncSession session, Channel<? extends BlockSyncMessage> channel, ByteBuffer bytes) {
    SignatureCount count = SignatureCount.of(bytes);
    if (!count.isBlock()) {
      return Optional.empty();
    }
    Activity now = activity;
    if (now == Activity.NEVER) {
      return Optional.of(
          new StopReason.ProtocolViolation("sent a block although block sync was never active"));
    }
    if (now == Activity.NOW && !session.owed().isAny()) {
      return Optional.of(new StopReason.ProtocolViolation("sent a block unasked"));
    }
    return tooMany("commit", count.commitSignatures())
        .or(() -> tooMany("extended commit", count.extendedSignatures()));
  }

  private static Optional<StopReason> tooMany(String what, int signatures) {
    return signatures > BlockLimits.MAX_VOTES
        ? Optional.of(
            new StopReason.LimitExceeded(
                "%d signatures in a %s, more than %d"
                    .formatted(signatures, what, BlockLimits.MAX_VOTES)))
        : Optional.empty();
  }

  @Override
  public void receive(
      BlockSyncSession session,
      Channel<? extends BlockSyncMessage> channel,
      BlockSyncMessage message) {
    if (session.isEnded()) {
      return;
    }
    switch (message) {
      case StatusRequest _ -> serving().statusRequested(session);
      case BlockRequest(long height) -> serving().requested(session, height);
      case StatusResponse(long base, long height) -> {
        if (publishesHeights) {
          session.publishHeight(height);
        }
        pool.status(session, base, height);
      }
      case NoBlockResponse(long height) -> {
        if (session.owed().answered(height)) {
          pool.denied(session, height);
        } else {
          tolerate(session);
        }
      }
      case BlockResponse response -> take(session, response);
      case StoredBlock _ -> throw new IllegalStateException("this is what is sent");
    }
  }

  private void take(BlockSyncSession session, BlockResponse response) {
    long height = response.block().height();
    if (response.extendedCommit().filter(votes -> votes.height() != height).isPresent()) {
      stop(
          session,
          new StopReason.ProtocolViolation(
              "sent block %d with the extended commit of another height".formatted(height)));
    } else if (session.owed().answered(height)) {
      Delivery delivery = new Delivery(response.block(), response.extendedCommit(), session.id());
      if (pool.delivered(session, delivery)) {
        course().advance();
      } else {
        meters.useless();
      }
    } else if (activity == Activity.NOW
        && (height < pool.startHeight() || height > pool.height())) {
      stop(session, new StopReason.ProtocolViolation("sent block %d unasked".formatted(height)));
    } else {
      meters.useless();
      tolerate(session);
    }
  }

  /// What a node that is late may send is no fault, unless it is all that it sends.
  private void tolerate(BlockSyncSession session) {
    if (!session.unasked().take(context.runtime().nanoTime())) {
      stop(session, new StopReason.LimitExceeded("answers all the time what nobody asked"));
    }
  }

  @Override
  public void peerStopped(BlockSyncSession session, StopReason reason) {
    session.ended();
    if (isProvable(reason)) {
      pool.ban(session.id(), reason);
    }
    pool.gone(session);
  }

  private static boolean isProvable(StopReason reason) {
    return reason instanceof StopReason.Malformed
        || reason instanceof StopReason.ProtocolViolation
        || reason instanceof StopReason.LimitExceeded;
  }

  @Override
  public void stop(Source source, StopReason reason) {
    if (source instanceof BlockSyncSession session) {
      stopper.stopForError(session.identity(), reason);
    }
  }

  @Override
  public void banned(NodeId id, StopReason reason) {
    directory
        .find(id, BlockSyncSession.class)
        .ifPresent(session -> stopper.stopForError(session.identity(), reason));
  }
}
