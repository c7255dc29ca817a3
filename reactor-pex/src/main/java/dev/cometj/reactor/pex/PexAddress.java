package dev.cometj.reactor.pex;

import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import java.util.Optional;

/// An address as it travels: texts that nobody has checked yet.
///
/// @param id perhaps an id
/// @param ip perhaps an IP literal; never looked up if it is a name (A44)
/// @param port 0 to 2^32-1
record PexAddress(String id, String ip, long port) {
  private static final int PORTS = 1 << 16;

  static PexAddress of(NetAddress address) {
    return new PexAddress(address.id().text(), address.ip().toString(), address.port());
  }

  /// Tell what no honest node sends: a text that is no IP, or a port that is none. The id is not looked at; Go's
  /// `NetAddressFromProto`.
  Optional<String> fault() {
    if (IpAddress.parse(ip).isEmpty()) {
      return Optional.of("'%s' is no IP address".formatted(shortened(ip)));
    }
    return port < PORTS ? Optional.empty() : Optional.of("%d is no port".formatted(port));
  }

  /// Give the address, if its id is one too.
  ///
  /// @return the address, or empty if any part of it is none
  Optional<NetAddress> toNetAddress() {
    if (port >= PORTS || !NodeId.isValid(id)) {
      return Optional.empty();
    }
    return IpAddress.parse(ip).map(literal -> new NetAddress(new NodeId(id), literal, (int) port));
  }

  private static String shortened(String text) {
    return text.length() <= 50 ? text : text.substring(0, 50) + "…";
  }
}
