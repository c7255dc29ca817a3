package dev.cometj.p2p.testkit;

import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.NameResolver;
import dev.cometj.p2p.spi.NodeRuntime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The runtime of one node in a [VirtualWorld].
///
/// It outlives the node: after [#crash()] whatever the node had queued or scheduled is gone, and a new node may be
/// assembled from the same runtime; its disk is still there.
public final class VirtualNode implements NodeRuntime {
  private final VirtualWorld world;
  private final String name;
  private final long seed;
  private final long nanoOrigin;
  private final VirtualDisk disk;
  private final Map<String, RandomGenerator> randoms = new HashMap<>();
  private final List<Consumer<Ending>> endListeners = new ArrayList<>();
  private Life life = new Life();
  private Duration wallOffset = Duration.ZERO;
  private Duration blockingDelay = Duration.ZERO;

  VirtualNode(VirtualWorld world, String name) {
    this.world = world;
    this.name = name;
    this.seed = Seeds.of(world.seed(), "node " + name);
    // Some other moment for each node, before or after zero, as on real machines.
    this.nanoOrigin = new SplittableRandom(seed).nextLong(-(1L << 50), 1L << 50);
    this.disk =
        new VirtualDisk(
            world::requireBlockingAllowed, new SplittableRandom(Seeds.of(seed, "disk")));
  }

  /// Give the world the node lives in.
  ///
  /// @return the world
  public VirtualWorld world() {
    return world;
  }

  /// Tell the name.
  ///
  /// @return the name it was asked for by
  public String name() {
    return name;
  }

  @Override
  public InstantSource wallClock() {
    return () -> world.startTime().plus(world.now()).plus(wallOffset);
  }

  /// Set the node's wall clock against the world's. Timers do not notice.
  ///
  /// @param offset how far it goes ahead; negative for behind
  public void wallClockOffset(Duration offset) {
    wallOffset = offset;
  }

  /// Let the node's wall clock jump. Timers do not notice.
  ///
  /// @param by how far; negative for back
  public void jumpWallClock(Duration by) {
    wallOffset = wallOffset.plus(by);
  }

  @Override
  public long nanoTime() {
    return nanoOrigin + world.nanos();
  }

  @Override
  public Mailbox mailbox(String purpose) {
    return world.mailbox(life, name + "/" + purpose, false);
  }

  /// Each task is an event of its own; tasks run in an order drawn from the seed.
  @Override
  public Executor computation() {
    return task -> world.mailbox(life, name + "/computation", false).execute(task);
  }

  /// As [#computation()], after the delay set.
  @Override
  public Executor blocking() {
    return task -> world.mailbox(life, name + "/blocking", true).schedule(blockingDelay, task);
  }

  /// Let blocking work take its time.
  ///
  /// @param delay how long each task takes before it runs
  public void blockingDelay(Duration delay) {
    blockingDelay = delay;
  }

  /// Give a seeded stream of its own for each purpose. Asking again goes on with the same stream.
  @Override
  public RandomGenerator random(String purpose) {
    return randoms.computeIfAbsent(
        purpose, key -> new SplittableRandom(Seeds.of(seed, "random " + key)));
  }

  @Override
  public VirtualDisk disk() {
    return disk;
  }

  @Override
  public NameResolver resolver() {
    return world.names();
  }

  /// Kill the node as `kill -9` does: nothing it queued or scheduled runs any more. Its operating system resets its
  /// connections, and the disk keeps what was written.
  public void crash() {
    end(Ending.CRASH);
  }

  /// Cut the node's power: as a crash, but its connections fall silent, and the disk loses what was not durable.
  public void powerLoss() {
    end(Ending.POWER_LOSS);
    disk.powerLoss();
  }

  /// Be told when the node ends, as networks need.
  ///
  /// @param listener gets how, each time
  public void onEnd(Consumer<Ending> listener) {
    endListeners.add(listener);
  }

  private void end(Ending ending) {
    life.end();
    life = new Life();
    List.copyOf(endListeners).forEach(listener -> listener.accept(ending));
  }

  /// How a node can end without being stopped.
  public enum Ending {
    /// The process died; its operating system lives.
    CRASH,
    /// The machine died.
    POWER_LOSS
  }

  @Override
  public String toString() {
    return name;
  }
}
