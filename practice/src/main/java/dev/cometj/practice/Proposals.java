package dev.cometj.practice;

import dev.cometj.chain.Tx;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.CommittedTxs;
import dev.cometj.chain.service.TxPool;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.Services;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// In the place of a mempool: has the chain's transactions, and needs what a reactor with a chain needs.
final class Proposals implements ComponentProvider, Component, TxPool {
  private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

  private final PracticeChain chain;
  private volatile long height;

  Proposals(PracticeChain chain) {
    this.chain = chain;
  }

  /// Has the transactions of a block from now on.
  void turnTo(long next) {
    height = next;
  }

  @Override
  public CompletionStage<List<Tx>> reap(long maxBytes, long maxGas) {
    return CompletableFuture.completedStage(chain.txs(height));
  }

  @Override
  public CompletionStage<Void> lock() {
    return DONE;
  }

  @Override
  public CompletionStage<Void> update(CommittedTxs committed) {
    return DONE;
  }

  @Override
  public void unlock() {}

  @Override
  public String name() {
    return "PROPOSALS";
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
    return DONE;
  }

  @Override
  public CompletionStage<Void> stop() {
    return DONE;
  }

  @Override
  public <S> S service(Class<S> type) {
    return type.cast(this);
  }
}
