package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who listens where: the ports of all hosts of a network.
///
/// @param <L> what listens
final class Hosts<L> {
  private static final int FIRST_EPHEMERAL = 40_000;
  private static final int LAST_PORT = 65_535;

  private final Map<IpAddress, Integer> nextPort = new LinkedHashMap<>();
  private final Map<HostPort, L> listeners = new LinkedHashMap<>();

  void join(IpAddress host) {
    nextPort.putIfAbsent(host, FIRST_EPHEMERAL);
  }

  List<IpAddress> all() {
    return List.copyOf(nextPort.keySet());
  }

  /// Bind.
  ///
  /// @return where it is bound on this host, with the real port
  /// @throws IOException if the address is not the host's or is taken; the text names it
  HostPort bind(IpAddress host, HostPort address, L listener) throws IOException {
    Optional<IpAddress> literal = IpAddress.parse(address.host());
    boolean any = address.host().isEmpty() || literal.filter(IpAddress::isUnspecified).isPresent();
    if (!any && !literal.equals(Optional.of(host))) {
      throw new IOException("listen on " + address + ": cannot assign requested address");
    }
    int port = address.port() == 0 ? freePort(host) : address.port();
    if (listeners.putIfAbsent(at(host, port), listener) != null) {
      throw new IOException("listen on " + address + ": address already in use");
    }
    return at(host, port);
  }

  Optional<L> at(HostPort address) {
    return Optional.ofNullable(listeners.get(address));
  }

  void unbind(HostPort address) {
    listeners.remove(address);
  }

  int freePort(IpAddress host) {
    int port = nextPort.getOrDefault(host, FIRST_EPHEMERAL);
    while (listeners.containsKey(at(host, port))) {
      port = following(port);
    }
    nextPort.put(host, following(port));
    return port;
  }

  static HostPort at(IpAddress host, int port) {
    return new HostPort(host.toString(), port);
  }

  private static int following(int port) {
    return port == LAST_PORT ? FIRST_EPHEMERAL : port + 1;
  }
}
