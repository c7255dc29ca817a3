package dev.cometj.reactor.pex;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerDirectory;
import dev.cometj.p2p.PeerReleaser;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.reactor.pex.AddressDialer.Result;
import dev.cometj.reactor.pex.book.Book;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/// What a seed does instead of keeping peers: it visits the nodes of its book and asks each for addresses. Go's
/// `crawlPeers`, `cleanupCrawlPeerInfos` and `attemptDisconnects`.
final class Crawl {
  /// How long after one round the next comes.
  static final Duration PERIOD = Duration.ofSeconds(30);

  /// A node visited within this time is left alone.
  static final Duration REST = Duration.ofMinutes(2);

  /// What was not visited for this long has left the book, and is forgotten.
  static final Duration MEMORY = Duration.ofHours(24);

  /// How many nodes are dialled at once. The original dials one after the other, and a few dead ones hold it up.
  static final int PARALLEL = 8;

  private final Book book;
  private final NodeRuntime runtime;
  private final PeerDirectory directory;
  private final PeerReleaser releaser;
  private final AddressDialer dialer;
  private final Exchange exchange;
  private final Duration disconnectWait;
  private final Map<NodeId, Long> visited = new HashMap<>();
  private final Queue<NetAddress> waiting = new ArrayDeque<>();
  private int underWay;

  Crawl(
      PexSettings settings,
      Book book,
      NodeRuntime runtime,
      PeerDirectory directory,
      PeerReleaser releaser,
      AddressDialer dialer,
      Exchange exchange) {
    this.book = book;
    this.runtime = runtime;
    this.directory = directory;
    this.releaser = releaser;
    this.dialer = dialer;
    this.exchange = exchange;
    this.disconnectWait = settings.seedDisconnectWait();
  }

  /// Let go who was here long enough, visit others, and forget what is long ago.
  void run() {
    releaseLongConnected();
    book.verdicts().reinstate();
    visit();
    visited.values().removeIf(nanos -> since(nanos).compareTo(MEMORY) > 0);
  }

  private void releaseLongConnected() {
    for (PexSession session : directory.connected(PexSession.class)) {
      boolean stayedLong = session.connection().status().duration().compareTo(disconnectWait) >= 0;
      if (stayedLong && !session.standing().isPersistent()) {
        releaser.stopGracefully(session.identity());
      }
    }
  }

  /// Visit some nodes of the book, unless the last visits are still going on.
  void visit() {
    if (!waiting.isEmpty()) {
      return;
    }
    for (NetAddress address : book.picker().selection()) {
      Long last = visited.get(address.id());
      if (last == null || since(last).compareTo(REST) >= 0) {
        visited.put(address.id(), runtime.nanoTime());
        waiting.add(address);
      }
    }
    dialWaiting();
  }

  private void dialWaiting() {
    while (underWay < PARALLEL && !waiting.isEmpty()) {
      NetAddress address = waiting.remove();
      underWay++;
      dialer.dial(address).thenAccept(result -> visited(address, result));
    }
  }

  private void visited(NetAddress address, Result result) {
    underWay--;
    if (result == Result.CONNECTED) {
      directory.find(address.id(), PexSession.class).ifPresent(exchange::ask);
    }
    dialWaiting();
  }

  private Duration since(long nanos) {
    return Duration.ofNanos(runtime.nanoTime() - nanos);
  }
}
