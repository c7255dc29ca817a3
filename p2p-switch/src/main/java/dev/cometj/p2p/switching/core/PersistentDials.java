package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.PeerAddress;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.NodeRuntime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Dials the persistent peers for the first time: `DialPeersAsync` of Go's `p2p/switch.go`; SR-18. Used in the Switch's
/// mailbox.
///
/// Their addresses go into the book, which is saved at once; each is dialled after a random part of three seconds. A
/// name that cannot be looked up is not forgotten, as it is in Go: it is dialled again by the redial schedule.
final class PersistentDials {
  private static final Logger LOG = System.getLogger("dev.cometj.p2p.switch");

  private final PeerSwitch network;
  private final PersistentPeers persistent;
  private final NodeRuntime runtime;
  private final RandomGenerator random;
  private final List<Cancellable> timers = new ArrayList<>();

  PersistentDials(PeerSwitch network, PersistentPeers persistent, NodeRuntime runtime) {
    this.network = network;
    this.persistent = persistent;
    this.runtime = runtime;
    this.random = runtime.random("switch.dial");
  }

  void start(NetAddress own) {
    List<PeerAddress> peers = new ArrayList<>(persistent.configured());
    peers.removeIf(peer -> isOurs(peer, own));
    if (peers.isEmpty()) {
      return;
    }
    enter(peers.stream().flatMap(peer -> peer.literal().stream()).toList(), own);
    peers.stream().filter(peer -> peer.literal().isEmpty()).forEach(peer -> enter(peer, own));
    Collections.shuffle(peers, Random.from(random));
    for (PeerAddress peer : peers) {
      Runnable dial = () -> network.dialConfigured(peer, 0, outcome -> {});
      timers.add(network.mailbox().schedule(RedialSchedule.jitter(random), dial));
    }
  }

  void close() {
    timers.forEach(Cancellable::cancel);
    timers.clear();
  }

  private static boolean isOurs(PeerAddress peer, NetAddress own) {
    return peer.id().equals(own.id())
        || peer.literal().filter(address -> address.isSameNodeAs(own)).isPresent();
  }

  private void enter(List<NetAddress> addresses, NetAddress own) {
    network.tellBook(book -> {
      addresses.forEach(address -> book.add(address, own));
      book.save();
    });
  }

  /// Enter a peer once its name has been looked up.
  private void enter(PeerAddress peer, NetAddress own) {
    runtime
        .resolver()
        .resolve(peer.endpoint().host())
        .thenAccept(answers ->
            network.mailbox().execute(() -> enter(persistent.resolved(peer, answers), own)))
        .exceptionally(failure -> {
          LOG.log(
              Level.WARNING, "the persistent peer {0} cannot be looked up now: {1}", peer, failure);
          return null;
        });
  }
}
