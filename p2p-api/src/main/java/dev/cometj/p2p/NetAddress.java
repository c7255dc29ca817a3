package dev.cometj.p2p;

import static dev.cometj.p2p.InvalidAddressException.Kind.MALFORMED;

import java.net.InetSocketAddress;

/// Where a node is reached: its id, IP and port, `id@ip:port`. Go's `p2p.NetAddress` with an id that is always
/// valid.
///
/// @param id whom to expect there
/// @param ip the IP address
/// @param port 0..65535
public record NetAddress(NodeId id, IpAddress ip, int port) {
  /// Check the port.
  ///
  /// @throws InvalidAddressException if the port is out of range
  public NetAddress {
    if (port < 0 || port > 65535) {
      throw new InvalidAddressException(MALFORMED, "port %d is not in 0..65535".formatted(port));
    }
  }

  /// Read `id@ip:port`, optionally behind a scheme. A host name is refused, not looked up.
  ///
  /// @param text the text to read
  /// @return the address
  /// @throws InvalidAddressException if it is not of that form
  public static NetAddress parse(String text) {
    return PeerAddress.parse(text).requireLiteral();
  }

  /// Combine an authenticated id with the remote end of a socket.
  ///
  /// @param id the authenticated id
  /// @param socket a resolved socket address
  /// @return the address
  public static NetAddress of(NodeId id, InetSocketAddress socket) {
    return new NetAddress(id, IpAddress.of(socket.getAddress()), socket.getPort());
  }

  /// Tell whether the address may be handed on and dialled on the public internet.
  ///
  /// @return true if its IP is routable
  public boolean isRoutable() {
    return ip.isRoutable();
  }

  /// Tell whether both address one node: the same id or the same endpoint (Go's `Same`).
  ///
  /// @param other another address
  /// @return true if so
  public boolean isSameNodeAs(NetAddress other) {
    return id.equals(other.id) || (ip.equals(other.ip) && port == other.port);
  }

  /// Drop the id.
  ///
  /// @return IP and port
  public HostPort endpoint() {
    return new HostPort(ip.toString(), port);
  }

  /// Convert to a socket address of the platform.
  ///
  /// @return the resolved socket address
  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(ip.toInetAddress(), port);
  }

  /// Print as `id@ip:port`; this text identifies the address (persistent peers are compared by it).
  @Override
  public String toString() {
    return id + "@" + endpoint();
  }
}
