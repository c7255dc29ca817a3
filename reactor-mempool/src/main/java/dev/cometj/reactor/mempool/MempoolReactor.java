package dev.cometj.reactor.mempool;

import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.TxIntake;
import dev.cometj.chain.service.TxPool;
import dev.cometj.chain.service.WaitingTxs;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.PeerAttributes;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerLifecycle;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStanding;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.Services;
import dev.cometj.reactor.mempool.MempoolMessage.Txs;
import dev.cometj.reactor.mempool.gossip.Gossip;
import dev.cometj.reactor.mempool.gossip.PeerGossip;
import dev.cometj.reactor.mempool.pool.HashedTx;
import dev.cometj.reactor.mempool.pool.ListMempool;
import dev.cometj.reactor.mempool.pool.SenderIds;
import dev.cometj.reactor.mempool.pool.TxRules;
import dev.cometj.reactor.mempool.pool.TxSource;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Takes transactions of peers and clients into the pool, and passes on what the application took.
final class MempoolReactor implements Reactor<MempoolSession, MempoolMessage> {
  private final BatchLimits limits;
  private final Channel<MempoolMessage> channel;
  private final Mailbox mailbox;
  private final ListMempool pool;
  private final Gossip gossip;
  private final MempoolServices services;
  private final SenderIds senderIds = new SenderIds();

  MempoolReactor(MempoolSettings settings, ReactorContext context) {
    this.limits = settings.limits();
    this.channel = MempoolChannel.of(limits);
    this.mailbox = context.mailbox();
    this.pool = new ListMempool(settings.pool(), mailbox, context.metrics());
    this.gossip = new Gossip(settings.gossip(), context.metrics());
    this.services = new MempoolServices(pool, context.runtime().computation());
  }

  @Override
  public CompletionStage<Void> start(Services others) {
    others
        .want(ChainAtStart.class)
        .ifPresent(chain -> {
          State state = chain.state();
          pool.onChain(state.lastBlockHeight(), TxRules.after(state));
        });
    pool.start(others.need(AppConnections.class).mempool());
    gossip.start();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> stop() {
    services.stop();
    pool.stop();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public <S> S service(Class<S> type) {
    return type == TxPool.class || type == TxIntake.class || type == WaitingTxs.class
        ? type.cast(services)
        : Reactor.super.service(type);
  }

  @Override
  public MempoolSession admit(Grants peer) {
    char senderId = senderIds.reserve();
    PeerIdentity identity = peer.facet(PeerIdentity.class);
    return new MempoolSession(
        senderId,
        TxSource.ofPeer(identity.id().text(), senderId),
        peer.facet(PeerStanding.class),
        new PeerGossip(
            pool.list(),
            mailbox,
            new Outlet(peer.facet(PeerSender.class), channel),
            peer.facet(PeerLifecycle.class),
            peer.facet(PeerAttributes.class),
            senderId));
  }

  private record Outlet(PeerSender sender, Channel<MempoolMessage> channel)
      implements PeerGossip.Outlet {
    @Override
    public SendResult offer(HashedTx tx) {
      return sender.trySend(channel, new Txs(List.of(tx)));
    }

    @Override
    public void whenWritable(Runnable action) {
      sender.whenWritable(channel, action);
    }
  }

  @Override
  public void peerStarted(MempoolSession session) {
    gossip.add(session.gossip(), session.standing());
  }

  @Override
  public Optional<StopReason> screen(
      MempoolSession session, Channel<? extends MempoolMessage> on, ByteBuffer bytes) {
    return BatchScreen.check(limits, bytes);
  }

  @Override
  public void receive(
      MempoolSession session, Channel<? extends MempoolMessage> on, MempoolMessage message) {
    switch (message) {
      case Txs(List<HashedTx> txs) -> {
        for (HashedTx tx : txs) {
          pool.offer(tx, session.source(), null);
        }
      }
    }
    pool.goOn();
  }

  @Override
  public void peerStopped(MempoolSession session, StopReason reason) {
    gossip.remove(session.gossip());
    senderIds.reclaim(session.senderId());
  }
}
