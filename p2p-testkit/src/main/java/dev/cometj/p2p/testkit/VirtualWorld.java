package dev.cometj.p2p.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A world of nodes in virtual time: one seeded scheduler runs every mailbox, timer, executor and link of all nodes
/// in the thread of the test. Hours pass in milliseconds, and the same seed gives the same run.
///
/// ```java
/// VirtualWorld world = VirtualWorld.create();
/// VirtualNode alice = world.node("alice");          // a NodeRuntime
/// alice.mailbox("clock").schedule(Duration.ofHours(1), rung::incrementAndGet);
/// world.runFor(Duration.ofDays(1));
/// ```
///
/// - Time stands still while anything is ready, and then jumps to the next timer.
/// - Which of several ready mailboxes goes on is drawn from the seed: another seed, another interleaving.
/// - An event that throws ends the run with a [WorldFailedError], unless [#tolerateFailures()] was called.
/// - Calls from other threads fail the test: they mean that something escaped the injected runtime.
public final class VirtualWorld {
  /// The system property that sets the seed of [#create()].
  public static final String SEED_PROPERTY = "cometj.seed";

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration IDLE_LIMIT = Duration.ofDays(366);
  private static final int LIVELOCK_LIMIT = 10_000_000;

  private final long seed;
  private final Scheduler scheduler;
  private final Life life = new Life();
  private final Map<String, VirtualNode> nodes = new LinkedHashMap<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final VirtualNames names;
  private boolean failing = true;
  private int reported;

  private VirtualWorld(long seed) {
    this.seed = seed;
    this.scheduler =
        new Scheduler(
            Seeds.of(seed, "order"),
            LIVELOCK_LIMIT,
            text -> failures.add(new IllegalStateException(text)));
    this.names = new VirtualNames(mailbox("names"));
  }

  /// Make a world with the seed of the system property `cometj.seed`, or 1.
  ///
  /// @return a new world at time zero
  public static VirtualWorld create() {
    return ofSeed(Long.getLong(SEED_PROPERTY, 1L));
  }

  /// Make a world with a seed of the test's own.
  ///
  /// @param seed any number
  /// @return a new world at time zero
  public static VirtualWorld ofSeed(long seed) {
    return new VirtualWorld(seed);
  }

  /// Tell the seed.
  ///
  /// @return the seed
  public long seed() {
    return seed;
  }

  /// Give a node's runtime, and make it at the first call.
  ///
  /// @param name any name
  /// @return the node of that name
  public VirtualNode node(String name) {
    return nodes.computeIfAbsent(name, key -> new VirtualNode(this, key));
  }

  /// Give the table of host names.
  ///
  /// @return the names, shared by all nodes
  public VirtualNames names() {
    return names;
  }

  /// Make a mailbox that belongs to no node, for a network or a part of one.
  ///
  /// @param name for the trace
  /// @return a new, empty mailbox
  public VirtualMailbox mailbox(String name) {
    return mailbox(life, name, false);
  }

  /// Give a seeded stream of randomness that belongs to no node.
  ///
  /// @param purpose selects the stream; asking again starts it anew
  /// @return a new generator
  public RandomGenerator random(String purpose) {
    return new SplittableRandom(Seeds.of(seed, "world " + purpose));
  }

  /// Tell the time.
  ///
  /// @return how much virtual time has passed since the start
  public Duration now() {
    return Duration.ofNanos(scheduler.now());
  }

  /// Tell the wall clock's time at the start of the world.
  ///
  /// @return the moment of time zero
  public Instant startTime() {
    return START;
  }

  /// Run for some time; everything that is due then has run afterwards.
  ///
  /// @param duration how long
  public void runFor(Duration duration) {
    run(duration, () -> false);
  }

  /// Run until something is true, and fail the test if it does not become so in time. It is asked after each event.
  ///
  /// @param what the condition in words, for the failure
  /// @param condition what to wait for
  /// @param limit how much virtual time it may take
  public void runUntil(String what, BooleanSupplier condition, Duration limit) {
    if (!run(limit, condition)) {
      throw failed("after %s still not: %s".formatted(limit, what), null);
    }
  }

  /// Run until a stage ends, and give its result.
  ///
  /// @param <T> the result
  /// @param stage what to wait for
  /// @param limit how much virtual time it may take
  /// @return the result
  /// @throws RuntimeException the failure of the stage, itself if it is unchecked, else in a
  ///     [CompletionException]
  public <T> T await(CompletionStage<T> stage, Duration limit) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    runUntil("the stage has ended", future::isDone, limit);
    try {
      return future.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  /// Run what is ready at this instant, without moving time.
  public void settle() {
    run(Duration.ZERO, () -> false);
  }

  /// Run until nothing is ready and no timer is left. With timers that come again and again it fails after a year.
  public void runUntilIdle() {
    if (!run(IDLE_LIMIT, () -> false, true)) {
      throw failed("after %s still timers to come".formatted(IDLE_LIMIT), null);
    }
  }

  /// Go on after events that throw; they are collected in [#failures()].
  ///
  /// @return this
  public VirtualWorld tolerateFailures() {
    failing = false;
    return this;
  }

  /// List what events have thrown, and entries from foreign threads.
  ///
  /// @return the failures, oldest first
  public List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /// Give the hash of everything that ran, in order: which mailbox, when, and every [#note]. Two runs with the same
  /// seed have the same.
  ///
  /// @return the hash so far
  public long traceHash() {
    return scheduler.trace().hash();
  }

  /// Count the events that ran.
  ///
  /// @return how many
  public long eventCount() {
    return scheduler.trace().events();
  }

  /// Add something to the trace, for example the content of a message.
  ///
  /// @param text what happened
  public void note(String text) {
    scheduler.trace().note(scheduler.now(), text);
  }

  /// Get each line of the trace as it happens, to compare two runs that differ.
  ///
  /// @param listener gets time and mailbox of each event, and notes
  public void onTrace(Consumer<String> listener) {
    scheduler.trace().listen(listener);
  }

  long nanos() {
    return scheduler.now();
  }

  VirtualMailbox mailbox(Life owner, String name, boolean mayBlock) {
    scheduler.requireThread();
    return new VirtualMailbox(scheduler, owner, name, mayBlock);
  }

  void requireBlockingAllowed() {
    scheduler.requireThread();
    VirtualMailbox current = scheduler.current();
    if (current != null && !current.mayBlock()) {
      throw new IllegalStateException(
          "%s blocks: files are for NodeRuntime.blocking()".formatted(current));
    }
  }

  private boolean run(Duration limit, BooleanSupplier condition) {
    return run(limit, condition, false);
  }

  private boolean run(Duration limit, BooleanSupplier condition, boolean untilIdle) {
    scheduler.adoptThread();
    long end = scheduler.now() + Scheduler.nanos(limit);
    while (true) {
      reportFailure();
      if (condition.getAsBoolean()) {
        return true;
      }
      if (!runOne()) {
        long next = scheduler.nextTimer();
        if (next < 0 && untilIdle) {
          return true;
        }
        if (next < 0 || next > end) {
          scheduler.advanceTo(end);
          return false;
        }
        scheduler.advanceTo(next);
      }
    }
  }

  private boolean runOne() {
    try {
      return scheduler.runOne();
    } catch (Throwable e) {
      failures.add(e);
      return true;
    }
  }

  private void reportFailure() {
    if (failing && reported < failures.size()) {
      Throwable first = failures.get(reported);
      reported = failures.size();
      throw failed(first.toString(), first);
    }
  }

  private WorldFailedError failed(String text, @Nullable Throwable cause) {
    return new WorldFailedError(
        "%s [virtual time %s, event %d, replay with -D%s=%d]"
            .formatted(text, now(), eventCount(), SEED_PROPERTY, seed),
        cause);
  }
}
