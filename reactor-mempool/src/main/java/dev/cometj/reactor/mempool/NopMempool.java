package dev.cometj.reactor.mempool;

import dev.cometj.chain.Tx;
import dev.cometj.chain.service.CommittedTxs;
import dev.cometj.chain.service.TxIntake;
import dev.cometj.chain.service.TxPool;
import dev.cometj.chain.service.TxRefusedException;
import dev.cometj.chain.service.TxRefusedException.Reason;
import dev.cometj.chain.service.WaitingTxs;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Services;
import dev.cometj.reactor.mempool.pool.Asker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;

/// The mempool of a node whose application keeps and spreads transactions itself; Go's `mempool/nop_mempool.go`. It has
/// no channel, so that peers do not send what nobody takes, and refuses clients with the original's words.
final class NopMempool
    implements Reactor<NopMempool.Session, MempoolMessage>, TxPool, TxIntake, WaitingTxs {
  /// One connection with a peer, of which nothing is to be known.
  record Session() {}

  private static final TxPool EMPTY = TxPool.empty();

  @Override
  public CompletionStage<Void> start(Services services) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> stop() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public <S> S service(Class<S> type) {
    return type.isInstance(this) ? type.cast(this) : Reactor.super.service(type);
  }

  @Override
  public Session admit(Grants peer) {
    return new Session();
  }

  @Override
  public void peerStarted(Session session) {}

  @Override
  public void receive(
      Session session, Channel<? extends MempoolMessage> channel, MempoolMessage message) {}

  @Override
  public void peerStopped(Session session, StopReason reason) {}

  @Override
  public Submission submit(Tx tx) {
    Asker asker = Asker.waiting();
    asker.refuse(new TxRefusedException(Reason.NO_MEMPOOL, "not allowed with `nop` mempool"));
    return asker.submission();
  }

  @Override
  public CompletionStage<List<Tx>> reap(long maxBytes, long maxGas) {
    return EMPTY.reap(maxBytes, maxGas);
  }

  @Override
  public CompletionStage<Void> lock() {
    return EMPTY.lock();
  }

  @Override
  public CompletionStage<Void> update(CommittedTxs committed) {
    return EMPTY.update(committed);
  }

  @Override
  public void unlock() {
    EMPTY.unlock();
  }

  @Override
  public CompletionStage<List<Tx>> first(int limit) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public Count count() {
    return new Count(0, 0);
  }

  @Override
  public void onAvailable(LongConsumer listener) {}

  @Override
  public CompletionStage<Void> clear() {
    return CompletableFuture.completedFuture(null);
  }
}
