package dev.cometj.reactor.pex;

import dev.cometj.p2p.Grants;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.PeerConnectionInfo;
import dev.cometj.p2p.PeerFlusher;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStanding;

/// One connection with a peer: its facets, and what passed between us.
final class PexSession {
  private final PeerIdentity identity;
  private final PeerSender sender;
  private final PeerStanding standing;
  private final PeerConnectionInfo connection;
  private final PeerFlusher flusher;
  private final RequestPacing pacing;

  private boolean asked;
  private boolean servedAsSeed;
  private boolean ended;

  PexSession(Grants peer, RequestPacing pacing) {
    this.identity = peer.facet(PeerIdentity.class);
    this.sender = peer.facet(PeerSender.class);
    this.standing = peer.facet(PeerStanding.class);
    this.connection = peer.facet(PeerConnectionInfo.class);
    this.flusher = peer.facet(PeerFlusher.class);
    this.pacing = pacing;
  }

  NodeId id() {
    return identity.id();
  }

  PeerIdentity identity() {
    return identity;
  }

  PeerSender sender() {
    return sender;
  }

  PeerStanding standing() {
    return standing;
  }

  PeerConnectionInfo connection() {
    return connection;
  }

  PeerFlusher flusher() {
    return flusher;
  }

  RequestPacing pacing() {
    return pacing;
  }

  /// Tell whether a request of ours is open.
  boolean isAsked() {
    return asked;
  }

  void asked(boolean open) {
    asked = open;
  }

  /// Tell whether we, a seed, have given it its one answer.
  boolean isServedAsSeed() {
    return servedAsSeed;
  }

  void servedAsSeed() {
    servedAsSeed = true;
  }

  boolean isEnded() {
    return ended;
  }

  void ended() {
    ended = true;
  }

  /// Give the address the peer claims to listen on. Where it claims a host name, which must not be looked up (A44),
  /// the IP it has on this connection stands in for it.
  NetAddress claimedAddress() {
    NodeInfo info = connection.nodeInfo();
    HostPort claimed = HostPort.parse(info.listenAddress());
    return IpAddress.parse(claimed.host())
        .map(ip -> new NetAddress(id(), ip, claimed.port()))
        .orElseGet(() -> new NetAddress(id(), connection.socketAddress().ip(), claimed.port()));
  }

  @Override
  public String toString() {
    return id() + "@" + connection.socketAddress().endpoint();
  }
}
