package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.spi.Disk;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.NameResolver;
import dev.cometj.p2p.spi.NodeRuntime;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/// A node's runtime on real threads, as small as contracts need it.
final class ThreadedRuntime implements NodeRuntime, AutoCloseable {
  private final String node;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  ThreadedRuntime(String node) {
    this.node = node;
  }

  @Override
  public InstantSource wallClock() {
    return InstantSource.system();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Mailbox mailbox(String name) {
    return new ThreadedMailbox(node + "/" + name, threads, timers);
  }

  @Override
  public Executor computation() {
    return threads;
  }

  @Override
  public Executor blocking() {
    return threads;
  }

  @Override
  public RandomGenerator random(String purpose) {
    return new SplittableRandom((node + "/" + purpose).hashCode());
  }

  @Override
  public Disk disk() {
    throw new UnsupportedOperationException("a contract's node has no disk");
  }

  @Override
  public NameResolver resolver() {
    return host ->
        CompletableFuture.completedFuture(IpAddress.parse(host).map(List::of).orElseThrow());
  }

  @Override
  public void close() {
    timers.shutdownNow();
    threads.shutdownNow();
  }
}
