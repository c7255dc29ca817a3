package dev.cometj.node.run;

import dev.cometj.p2p.HostPort;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Arrays;
import java.util.List;

/// Reads where a server listens: `tcp://host:port`, `unix:///path`, several with commas.
final class ServerAddresses {
  private static final String UNIX = "unix://";

  private ServerAddresses() {}

  static List<SocketAddress> parse(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(address -> !address.isEmpty())
        .map(ServerAddresses::one)
        .toList();
  }

  /// Shows an address as it may be written in a URL.
  static String text(SocketAddress address) {
    return address instanceof InetSocketAddress inet
        ? new HostPort(inet.getAddress().getHostAddress(), inet.getPort()).toString()
        : address.toString();
  }

  private static SocketAddress one(String address) {
    if (address.startsWith(UNIX)) {
      return UnixDomainSocketAddress.of(address.substring(UNIX.length()));
    }
    HostPort endpoint = HostPort.parse(address);
    return endpoint.host().isEmpty()
        ? new InetSocketAddress(endpoint.port())
        : new InetSocketAddress(endpoint.host(), endpoint.port());
  }
}
