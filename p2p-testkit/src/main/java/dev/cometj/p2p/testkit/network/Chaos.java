package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Faults of a network, drawn from the seed: broken connections, partitions and slow spells, each again and again
/// after pauses of a mean length. What is not asked for does not happen.
///
/// ```java
/// Chaos chaos = new Chaos(world, network).breaking(Duration.ofSeconds(20)).start();
/// world.runFor(Duration.ofMinutes(30));
/// chaos.stop(); // and heal
/// ```
public final class Chaos {
  private final VirtualWorld world;
  private final FaultyNetwork network;
  private final RandomGenerator random;
  private final Mailbox mailbox;
  private final List<Runnable> plans = new ArrayList<>();
  private final List<Cancellable> partitions = new ArrayList<>();
  private boolean running;
  private int faults;

  /// Plan no faults yet.
  ///
  /// @param world the world
  /// @param network the network to disturb
  public Chaos(VirtualWorld world, FaultyNetwork network) {
    this.world = world;
    this.network = network;
    this.random = world.random("chaos");
    this.mailbox = world.mailbox("chaos");
  }

  /// Break single connections.
  ///
  /// @param pause how long between two, on average
  /// @return this
  public Chaos breaking(Duration pause) {
    plans.add(() -> again(pause, () -> network.breakOne(random)));
    return this;
  }

  /// Part the hosts in two, at random.
  ///
  /// @param pause how long between two partitions, on average
  /// @param longest how long one lasts at most
  /// @return this
  public Chaos partitioning(Duration pause, Duration longest) {
    plans.add(() -> again(pause, () -> partition(longest)));
    return this;
  }

  /// Let all packets take longer for a while.
  ///
  /// @param pause how long between two slow spells, on average
  /// @param longest how long one lasts at most
  /// @param extra the most that is added to a latency
  /// @return this
  public Chaos slowing(Duration pause, Duration longest, Duration extra) {
    plans.add(() -> again(pause, () -> slow(longest, extra)));
    return this;
  }

  /// Begin.
  ///
  /// @return this
  public Chaos start() {
    running = true;
    plans.forEach(Runnable::run);
    return this;
  }

  /// End all faults and let the network heal. What the test itself has cut stays cut.
  public void stop() {
    running = false;
    partitions.forEach(Cancellable::cancel);
    partitions.clear();
    network.conditions().slowDown(Duration.ZERO);
  }

  /// Count the faults.
  ///
  /// @return how many there were so far
  public int faults() {
    return faults;
  }

  private void again(Duration pause, Runnable fault) {
    double factor = -Math.log(1 - random.nextDouble());
    mailbox.schedule(
        Duration.ofNanos((long) ((double) pause.toNanos() * factor)),
        () -> {
          if (running) {
            faults++;
            fault.run();
            again(pause, fault);
          }
        });
  }

  private void partition(Duration longest) {
    List<IpAddress> island = network.hosts().stream().filter(host -> random.nextBoolean()).toList();
    world.note("partition " + island);
    Cancellable partition = network.conditions().partition(island);
    partitions.add(partition);
    mailbox.schedule(
        part(longest),
        () -> {
          partition.cancel();
          partitions.remove(partition);
        });
  }

  private void slow(Duration longest, Duration extra) {
    network.conditions().slowDown(part(extra));
    mailbox.schedule(part(longest), () -> network.conditions().slowDown(Duration.ZERO));
  }

  private Duration part(Duration whole) {
    return Duration.ofNanos(random.nextLong(whole.toNanos() + 1));
  }
}
