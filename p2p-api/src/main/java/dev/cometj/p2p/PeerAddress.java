package dev.cometj.p2p;

import static dev.cometj.p2p.InvalidAddressException.Kind.MALFORMED;
import static dev.cometj.p2p.InvalidAddressException.Kind.NO_ID;
import static dev.cometj.p2p.InvalidAddressException.Kind.UNRESOLVED;

import java.util.Optional;

/// The address of a node as an operator or a peer wrote it: `id@host:port`, whose host may still be a name.
///
/// The name is kept, so that every dial can look it up anew. A name that a *peer* supplied must never be looked
/// up (A44): use [#literal()] there.
///
/// @param id whom to expect at the other end
/// @param endpoint where; the host is not empty
public record PeerAddress(NodeId id, HostPort endpoint) {
  /// Check the host.
  ///
  /// @throws InvalidAddressException if the host is empty
  public PeerAddress {
    if (endpoint.host().isEmpty()) {
      throw new InvalidAddressException(MALFORMED, "the host of '" + id + "@' is empty");
    }
  }

  /// Read `id@host:port`, optionally behind a scheme, by the rules of Go's `NewNetAddressString` but without
  /// looking the host up.
  ///
  /// @param text the text to read
  /// @return the address
  /// @throws InvalidAddressException if it is not of that form
  public static PeerAddress parse(String text) {
    String rest = HostPort.withoutScheme(text);
    int at = rest.indexOf('@');
    if (at < 0 || rest.indexOf('@', at + 1) >= 0) {
      throw new InvalidAddressException(
          NO_ID, "'%s' is not id@host:port".formatted(text.isEmpty() ? "(empty)" : text));
    }
    NodeId id = new NodeId(rest.substring(0, at));
    return new PeerAddress(id, HostPort.parse(rest.substring(at + 1)));
  }

  /// Give the address without a look-up.
  ///
  /// @return the address, or empty if the host is a name
  public Optional<NetAddress> literal() {
    return IpAddress.parse(endpoint.host()).map(ip -> new NetAddress(id, ip, endpoint.port()));
  }

  /// Give the address without a look-up, or fail.
  ///
  /// @return the address
  /// @throws InvalidAddressException of kind `UNRESOLVED` if the host is a name
  public NetAddress requireLiteral() {
    return literal()
        .orElseThrow(() ->
            new InvalidAddressException(
                UNRESOLVED, "'%s' is a name, not an IP address".formatted(endpoint.host())));
  }

  /// Print as `id@host:port`.
  @Override
  public String toString() {
    return id + "@" + endpoint;
  }
}
