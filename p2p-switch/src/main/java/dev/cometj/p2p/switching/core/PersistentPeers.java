package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.InvalidAddressException;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.PeerAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The configured persistent peers, with what their names stand for at present. Written in the Switch's mailbox, read
/// from any thread.
final class PersistentPeers {
  private final List<PeerAddress> configured;

  /// The configured address by each resolved one; replaced as a whole.
  private volatile Map<NetAddress, PeerAddress> byAddress;

  PersistentPeers(List<PeerAddress> configured) {
    this.configured = configured;
    Map<NetAddress, PeerAddress> literals = new HashMap<>();
    configured.forEach(peer -> peer.literal().ifPresent(address -> literals.put(address, peer)));
    byAddress = Map.copyOf(literals);
  }

  List<PeerAddress> configured() {
    return configured;
  }

  /// Note what a name stands for now; what it stood for before no longer counts.
  List<NetAddress> resolved(PeerAddress peer, List<IpAddress> answers) {
    List<NetAddress> addresses =
        answers.stream().map(ip -> new NetAddress(peer.id(), ip, peer.endpoint().port())).toList();
    if (configured.contains(peer)) {
      Map<NetAddress, PeerAddress> changed = new HashMap<>(byAddress);
      changed.values().removeIf(peer::equals);
      addresses.forEach(address -> changed.put(address, peer));
      byAddress = Map.copyOf(changed);
    }
    return addresses;
  }

  /// Find the configured peer of an address, compared as full text; SR-09.
  Optional<PeerAddress> match(NetAddress address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  /// Find the configured peer that a node which dialled us says it is. Where it reports a name, that is compared with
  /// the configured names; it is never looked up (A44).
  Optional<PeerAddress> matchSelfReported(NodeInfo info) {
    try {
      PeerAddress reported =
          PeerAddress.parse(info.id() + "@" + withoutScheme(info.listenAddress()));
      Optional<NetAddress> literal = reported.literal();
      return literal.isPresent()
          ? match(literal.get())
          : configured.stream().filter(reported::equals).findFirst();
    } catch (InvalidAddressException e) {
      return Optional.empty();
    }
  }

  private static String withoutScheme(String text) {
    int start = text.indexOf("://");
    return start < 0 ? text : text.substring(start + 3);
  }
}
