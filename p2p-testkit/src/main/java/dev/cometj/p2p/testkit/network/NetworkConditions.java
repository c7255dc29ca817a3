package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// How well packets travel between the hosts of a network. At first everything arrives at once.
///
/// A cut holds packets back instead of losing them, as TCP does: both sides only see silence. After [#heal()] they
/// arrive in order.
public final class NetworkConditions {
  private record Route(IpAddress from, IpAddress to) {}

  private record Latency(long minNanos, long maxNanos) {
    static Latency between(Duration min, Duration max) {
      if (min.isNegative() || max.compareTo(min) < 0) {
        throw new IllegalArgumentException(
            "no latency can be between %s and %s".formatted(min, max));
      }
      return new Latency(min.toNanos(), max.toNanos());
    }
  }

  /// A group of hosts; two partitions of the same hosts are two.
  private static final class Island {
    private final Set<IpAddress> hosts;

    Island(Collection<IpAddress> hosts) {
      this.hosts = Set.copyOf(hosts);
    }

    boolean separates(IpAddress a, IpAddress b) {
      return hosts.contains(a) != hosts.contains(b);
    }
  }

  private final VirtualWorld world;
  private final RandomGenerator random;
  private final Map<Route, Latency> routes = new HashMap<>();
  private final Set<Route> cuts = new HashSet<>();
  private final List<Island> islands = new ArrayList<>();
  private final Set<Wire> stalled = new LinkedHashSet<>();
  private Latency latency = new Latency(0, 0);
  private long bytesPerSecond = Long.MAX_VALUE;
  private long extraNanos;

  NetworkConditions(VirtualWorld world, String name) {
    this.world = world;
    this.random = world.random(name + " conditions");
  }

  /// Set how long every packet travels, drawn anew for each; packets of one connection keep their order.
  ///
  /// @param min the shortest time
  /// @param max the longest time
  public void latency(Duration min, Duration max) {
    latency = Latency.between(min, max);
  }

  /// Set how long packets travel between two hosts, either way.
  ///
  /// @param a one host
  /// @param b the other host
  /// @param min the shortest time
  /// @param max the longest time
  public void latency(IpAddress a, IpAddress b, Duration min, Duration max) {
    routes.put(new Route(a, b), Latency.between(min, max));
    routes.put(new Route(b, a), Latency.between(min, max));
  }

  /// Limit each direction of each connection.
  ///
  /// @param value bytes per second, at least 1
  public void bandwidth(long value) {
    if (value < 1) {
      throw new IllegalArgumentException("a bandwidth is at least 1 byte a second, not " + value);
    }
    bytesPerSecond = value;
  }

  /// Hold back what one host sends to another.
  ///
  /// @param from the sending host
  /// @param to the receiving host
  public void cutOneWay(IpAddress from, IpAddress to) {
    cuts.add(new Route(from, to));
  }

  /// Hold back everything between two hosts.
  ///
  /// @param a one host
  /// @param b the other host
  public void cut(IpAddress a, IpAddress b) {
    cutOneWay(a, b);
    cutOneWay(b, a);
  }

  /// Hold back everything between some hosts and all others; within the group nothing changes.
  ///
  /// @param island the group
  /// @return ends this partition alone
  public Cancellable partition(Collection<IpAddress> island) {
    Island cut = new Island(island);
    islands.add(cut);
    return () -> {
      if (islands.remove(cut)) {
        release();
      }
    };
  }

  /// Let every packet take longer than usual.
  ///
  /// @param extra how much is added to its latency; zero to end it
  public void slowDown(Duration extra) {
    extraNanos = extra.toNanos();
  }

  /// End all cuts and partitions; what was held back travels on.
  public void heal() {
    cuts.clear();
    islands.clear();
    release();
  }

  private void release() {
    List<Wire> waiting = List.copyOf(stalled);
    stalled.clear();
    waiting.forEach(Wire::release);
  }

  boolean isCut(IpAddress from, IpAddress to) {
    return cuts.contains(new Route(from, to))
        || islands.stream().anyMatch(island -> island.separates(from, to));
  }

  void stall(Wire wire) {
    stalled.add(wire);
  }

  long nanos() {
    return world.now().toNanos();
  }

  long drawLatency(IpAddress from, IpAddress to) {
    Latency route = routes.getOrDefault(new Route(from, to), latency);
    long usual =
        route.minNanos == route.maxNanos
            ? route.minNanos
            : random.nextLong(route.minNanos, route.maxNanos + 1);
    return usual + extraNanos;
  }

  long transmissionNanos(long bytes) {
    return bytesPerSecond == Long.MAX_VALUE
        ? 0
        : (long) Math.ceil((double) bytes * 1e9 / (double) bytesPerSecond);
  }
}
