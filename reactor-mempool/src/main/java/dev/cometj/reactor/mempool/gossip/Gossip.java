package dev.cometj.reactor.mempool.gossip;

import static java.lang.System.Logger.Level.INFO;

import dev.cometj.p2p.PeerStanding;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.Metrics.Gauge;
import java.util.HashMap;
import java.util.Map;

/// Who is passed transactions on: everybody, or as many as the operator allows; `AddPeer` of Go's `mempool/reactor.go`.
public final class Gossip {
  private static final System.Logger LOG = System.getLogger(Gossip.class.getName());

  private final GossipSettings settings;
  private final GossipSlots persistent;
  private final GossipSlots others;
  private final GossipSlots unconditional = new GossipSlots(0);
  private final Gauge active;
  private final Map<PeerGossip, Place> places = new HashMap<>();
  private int count;

  private record Place(GossipSlots slots, Runnable begin) {}

  /// Make one without peers.
  ///
  /// @param settings what the operator configured
  /// @param metrics the node's meters
  public Gossip(GossipSettings settings, Metrics metrics) {
    this.settings = settings;
    this.persistent = new GossipSlots(settings.mostPersistent());
    this.others = new GossipSlots(settings.mostOthers());
    this.active =
        metrics.gauge(
            "mempool_active_outbound_connections",
            "Peers that transactions are being passed on to.");
  }

  /// Say once that nothing will be passed on, if so.
  public void start() {
    if (!settings.broadcast()) {
      LOG.log(INFO, "Tx broadcasting is disabled");
    }
  }

  /// Pass transactions on to a peer as soon as there is a slot for it.
  ///
  /// @param peer the peer's gossip
  /// @param standing what the operator configured about the peer
  public void add(PeerGossip peer, PeerStanding standing) {
    if (!settings.broadcast()) {
      return;
    }
    GossipSlots slots =
        standing.isUnconditional() ? unconditional : standing.isPersistent() ? persistent : others;
    Place place =
        new Place(
            slots,
            () -> {
              peer.begin();
              active.set(++count);
            });
    places.put(peer, place);
    slots.enter(place.begin());
  }

  /// Pass nothing on to a peer any more; its slot is another one's.
  ///
  /// @param peer the peer's gossip
  public void remove(PeerGossip peer) {
    Place place = places.remove(peer);
    if (place != null) {
      if (place.slots().holds(place.begin())) {
        active.set(--count);
      }
      var _ = peer.end();
      place.slots().leave(place.begin());
    }
  }
}
