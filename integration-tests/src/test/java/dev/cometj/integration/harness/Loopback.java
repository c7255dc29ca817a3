package dev.cometj.integration.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/// Hands out loopback addresses 127.0.0.x, each with a port on which nothing listens.
///
/// A node dials from 127.0.0.1, so ports of the other addresses are not taken by outgoing connections.
final class Loopback {
  private static final int FIRST = 2;
  private static final int LAST = 250;

  private final Set<InetSocketAddress> given = new HashSet<>();
  private int next = FIRST;

  /// The next address with a free port; no address and port is given twice.
  InetSocketAddress next() {
    return port(nextHost());
  }

  /// A free port on the host of an address given before.
  InetSocketAddress besides(InetSocketAddress address) {
    return port(address.getAddress().getHostAddress());
  }

  private String nextHost() {
    String host = "127.0.0." + next;
    next = next == LAST ? FIRST : next + 1;
    return host;
  }

  private InetSocketAddress port(String host) {
    while (true) {
      try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
        var address = (InetSocketAddress) socket.getLocalSocketAddress();
        if (given.add(address)) {
          return address;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("no free port on " + host, e);
      }
    }
  }
}
