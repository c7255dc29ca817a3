package dev.cometj.p2p.switching;

import dev.cometj.p2p.spi.Disk;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.NameResolver;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.switching.runtime.SystemDisk;
import dev.cometj.p2p.switching.runtime.SystemResolver;
import dev.cometj.p2p.switching.runtime.VirtualThreadMailbox;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// The machine as a node's world: real time, threads, files and names.
///
/// A mailbox is drained by a virtual thread that exists only while there are events; timers share one daemon
/// thread; pure work runs on as many daemon threads as there are processors; blocking work on virtual threads.
/// One runtime may serve many nodes of a process. Usable from any thread.
public final class SystemRuntime implements NodeRuntime, AutoCloseable {
  private final ScheduledThreadPoolExecutor timers;
  private final ExecutorService computation;
  private final ExecutorService blocking;
  private final Disk disk = new SystemDisk();
  private final NameResolver resolver;

  /// Make a runtime. Threads are started as they are needed.
  public SystemRuntime() {
    timers = new ScheduledThreadPoolExecutor(1, daemons("cometj-timer"));
    timers.setRemoveOnCancelPolicy(true);
    timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    computation =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), daemons("cometj-compute"));
    blocking =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("cometj-blocking-", 0).factory());
    resolver = new SystemResolver(blocking);
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
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
    return new VirtualThreadMailbox(name, timers);
  }

  @Override
  public Executor computation() {
    return computation;
  }

  @Override
  public Executor blocking() {
    return blocking;
  }

  @Override
  public RandomGenerator random(String purpose) {
    return new SecureRandom();
  }

  @Override
  public Disk disk() {
    return disk;
  }

  @Override
  public NameResolver resolver() {
    return resolver;
  }

  /// Stop all timers and threads. Close it after the nodes that use it have stopped; what they still schedule is
  /// refused. Does not wait.
  @Override
  public void close() {
    var _ = timers.shutdownNow();
    computation.shutdown();
    blocking.shutdown();
  }
}
