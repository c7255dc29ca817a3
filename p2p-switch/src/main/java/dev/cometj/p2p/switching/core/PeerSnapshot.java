package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerCounts;
import dev.cometj.p2p.switching.peer.PeerConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The peer set and what is being dialled, at one moment; SR-05, SR-06, SR-12.
///
/// @param peers the peers, in the order in which they were added
/// @param byId the same by id
/// @param ips the IPs of the peers
/// @param dialing the ids being dialled
/// @param counts how many there are, without the unconditional ones
record PeerSnapshot(
    List<PeerConnection> peers,
    Map<NodeId, PeerConnection> byId,
    Set<IpAddress> ips,
    Set<NodeId> dialing,
    PeerCounts counts) {

  static PeerSnapshot of(Collection<PeerConnection> peers, Set<NodeId> dialing) {
    Map<NodeId, PeerConnection> byId = new HashMap<>();
    Set<IpAddress> ips = new HashSet<>();
    int outbound = 0;
    int inbound = 0;
    for (PeerConnection peer : peers) {
      byId.put(peer.id(), peer);
      ips.add(peer.link().socketAddress().ip());
      if (!peer.standing().unconditional()) {
        if (peer.link().isOutbound()) {
          outbound++;
        } else {
          inbound++;
        }
      }
    }
    PeerCounts counts = new PeerCounts(outbound, inbound, dialing.size());
    return new PeerSnapshot(
        List.copyOf(peers), Map.copyOf(byId), Set.copyOf(ips), Set.copyOf(dialing), counts);
  }

  boolean isDialingOrConnected(NetAddress address, boolean allowDuplicateIp) {
    return dialing.contains(address.id())
        || byId.containsKey(address.id())
        || (!allowDuplicateIp && ips.contains(address.ip()));
  }
}
