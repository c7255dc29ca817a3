package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.IpAddress;
import java.util.List;
import java.util.random.RandomGenerator;

/// What can be done to any network of the testkit.
public sealed interface FaultyNetwork permits MemoryNetwork, SimulatedInternet {
  /// Give the conditions.
  ///
  /// @return latency, bandwidth and cuts
  NetworkConditions conditions();

  /// List the hosts.
  ///
  /// @return their addresses, in the order in which they joined
  List<IpAddress> hosts();

  /// Break every connection between two hosts; both sides learn it at once.
  ///
  /// @param a one host
  /// @param b the other host
  /// @return how many were broken
  int breakConnections(IpAddress a, IpAddress b);

  /// Break one connection.
  ///
  /// @param random draws which
  /// @return false if there is none
  boolean breakOne(RandomGenerator random);

  /// Count the connections that are up.
  ///
  /// @return how many
  int connectionCount();
}
