package dev.cometj.reactor.evidence;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.EvidenceStore;
import dev.cometj.chain.service.RefusedEvidenceException.Reason;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.crypto.Ed25519KeyCache;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.RpcRoutes;
import dev.cometj.p2p.spi.Services;
import dev.cometj.reactor.evidence.pool.Pool;
import dev.cometj.reactor.evidence.verification.EvidenceVerifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Keeps evidence, tells peers of it, and takes theirs.
final class EvidenceReactor implements Reactor<EvidenceSession, EvidenceList> {
  /// How many pieces are checked at once for peers and users.
  private static final int VERIFIERS = 2;

  /// As many validators as a large chain has; evidence names a few of them.
  private static final int KEY_CACHE = 200;

  private static final System.Logger LOG = System.getLogger(EvidenceReactor.class.getName());

  private final NodeRuntime runtime;
  private final Mailbox mailbox;
  private final PeerStopper stopper;
  private final Metrics.Gauge pendingPieces;
  private final Metrics.Counter ignoredPieces;
  private final MailboxEvidencePool service;
  private final Set<EvidenceSession> started = new LinkedHashSet<>();
  private @Nullable Pool pool;
  private @Nullable Intake intake;

  EvidenceReactor(ReactorContext context) {
    runtime = context.runtime();
    mailbox = context.mailbox();
    stopper = context.switchFacets().facet(PeerStopper.class);
    pendingPieces =
        context.metrics().gauge("evidence_pending", "Pieces of evidence that wait for a block");
    ignoredPieces =
        context
            .metrics()
            .counter(
                "evidence_ignored_total",
                "Pieces of evidence of peers that could not be checked or kept");
    service = new MailboxEvidencePool(mailbox);
  }

  @Override
  public CompletionStage<Void> start(Services services) {
    BlockStore blocks = services.need(BlockStore.class);
    StateStore states = services.need(StateStore.class);
    EvidenceStore store = services.need(EvidenceStore.class);
    Pool made =
        new Pool(blocks, states, store, mailbox, runtime.computation(), this::pendingChanged);
    pool = made;
    Ed25519KeyCache keys = new Ed25519KeyCache(KEY_CACHE);
    Intake ofOthers =
        new Intake(
            made,
            turns(
                made,
                IntStream.range(0, VERIFIERS)
                    .mapToObj(i -> verifier("evidence " + i, blocks, states, keys))
                    .toList()));
    intake = ofOthers;
    BlockChecks checks =
        new BlockChecks(made, turns(made, List.of(verifier("evidence", blocks, states, keys))));
    return CompletableFuture.supplyAsync(() -> Pool.read(states, blocks, store), runtime.blocking())
        .thenComposeAsync(made::restore, mailbox)
        .thenRunAsync(
            () ->
                service.open(new MailboxEvidencePool.Desk(made, ofOthers, ofOthers.lane(), checks)),
            mailbox);
  }

  private VerificationTurns turns(Pool of, List<EvidenceVerifier> verifiers) {
    return new VerificationTurns(runtime.computation(), mailbox, of::state, verifiers);
  }

  /// Each has a source of randomness of its own, because it works beside the others.
  private EvidenceVerifier verifier(
      String purpose, BlockStore blocks, StateStore states, Ed25519KeyCache keys) {
    return new EvidenceVerifier(
        blocks, states, new CommitVerifier(runtime.random(purpose), Runnable::run, 1, keys));
  }

  private void pendingChanged() {
    pendingPieces.set(pool().pending().size());
    new ArrayList<>(started).forEach(session -> session.gossip().goOn());
  }

  @Override
  public CompletionStage<Void> stop() {
    started.forEach(EvidenceSession::end);
    started.clear();
    return CompletableFuture.completedStage(null);
  }

  @Override
  public <S> S service(Class<S> type) {
    if (type == EvidencePool.class) {
      return type.cast(service);
    }
    return type == RpcRoutes.class
        ? type.cast(new EvidenceRoutes(service))
        : Reactor.super.service(type);
  }

  @Override
  public EvidenceSession admit(Grants peer) {
    return new EvidenceSession(peer, new Gossip(peer, mailbox, pool()), intake().lane());
  }

  @Override
  public void peerStarted(EvidenceSession session) {
    started.add(session);
    session.gossip().begin();
  }

  @Override
  public void receive(
      EvidenceSession session, Channel<? extends EvidenceList> channel, EvidenceList message) {
    for (Evidence piece : message.pieces()) {
      if (session.isEnded()) {
        return;
      }
      if (session.hasRoom()) {
        long bytes = new EvidenceList(List.of(piece)).encodedSize();
        session.waiting(bytes);
        intake()
            .offer(
                session.lane(),
                piece,
                outcome -> {
                  session.waiting(-bytes);
                  judged(session, piece, outcome);
                });
      } else {
        ignored(session, piece, "too much of this peer waits to be checked");
      }
    }
  }

  /// Who relays evidence that is not true has not checked it, as every honest node does.
  private void judged(EvidenceSession session, Evidence piece, Outcome outcome) {
    switch (outcome) {
      case Outcome.Kept(CompletionStage<Void> written) ->
          written.whenComplete((_, failure) -> {
            if (failure != null) {
              LOG.log(WARNING, "Evidence could not be saved", failure);
            }
          });
      case Outcome.Refused(Reason reason, String detail) -> {
        if (reason == Reason.INVALID && !session.isEnded()) {
          session.end();
          started.remove(session);
          stopper.stopForError(session.identity(), new StopReason.InvalidEvidence(detail));
        } else {
          ignored(session, piece, detail);
        }
      }
    }
  }

  private void ignored(EvidenceSession session, Evidence piece, String why) {
    ignoredPieces.add(1);
    LOG.log(DEBUG, "Evidence of height {0} from {1} is ignored: {2}", piece.height(), session, why);
  }

  @Override
  public void peerStopped(EvidenceSession session, StopReason reason) {
    session.end();
    started.remove(session);
  }

  private Pool pool() {
    return started(pool);
  }

  private Intake intake() {
    return started(intake);
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the evidence reactor has not been started");
    }
    return part;
  }
}
