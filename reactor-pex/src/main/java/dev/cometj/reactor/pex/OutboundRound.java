package dev.cometj.reactor.pex;

import static java.lang.System.Logger.Level.DEBUG;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerCensus;
import dev.cometj.p2p.PeerCounts;
import dev.cometj.p2p.PeerDialer;
import dev.cometj.p2p.PeerDirectory;
import dev.cometj.reactor.pex.book.Book;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Sees to it that there are enough outbound peers: Go's `ensurePeers`.
final class OutboundRound {
  /// How long after one round the next comes.
  static final Duration PERIOD = Duration.ofSeconds(30);

  private static final int DRAWS_PER_WANTED = 3;

  /// No round draws more often, however many peers are wanted.
  private static final long MAX_DRAWS = 10_000;

  private static final System.Logger LOG = System.getLogger(OutboundRound.class.getName());

  private final Book book;
  private final PeerCensus census;
  private final PeerDirectory directory;
  private final PeerDialer dialer;
  private final AddressDialer addresses;
  private final SeedDialer seeds;
  private final Exchange exchange;
  private final RandomGenerator random;

  OutboundRound(
      Book book,
      PeerCensus census,
      PeerDirectory directory,
      PeerDialer dialer,
      AddressDialer addresses,
      SeedDialer seeds,
      Exchange exchange,
      RandomGenerator random) {
    this.book = book;
    this.census = census;
    this.directory = directory;
    this.dialer = dialer;
    this.addresses = addresses;
    this.seeds = seeds;
    this.exchange = exchange;
    this.random = random;
  }

  /// Tell how long to wait before the first round: at random if anybody is connected or being dialled, so that nodes
  /// that start together do not all ask at once; else not at all.
  Duration firstDelay() {
    PeerCounts counts = census.counts();
    boolean alone = counts.outbound() + counts.inbound() + counts.dialing() == 0;
    return alone ? Duration.ZERO : Duration.ofNanos(random.nextLong(PERIOD.toNanos()));
  }

  /// Dial as many addresses as outbound peers are missing, and look for more addresses if the book holds few.
  ///
  /// @param periodic whether the period is over; else a seed's answer is the reason, and nobody is asked
  void run(boolean periodic) {
    PeerCounts counts = census.counts();
    long wanted = (long) dialer.maxOutbound() - counts.outbound() - counts.dialing();
    LOG.log(DEBUG, "Peers: {0}; {1} more are wanted", counts, wanted);
    if (wanted <= 0) {
      return;
    }
    Collection<NetAddress> chosen = choose(wanted, bias(counts.outbound()));
    chosen.forEach(addresses::dial);
    if (book.picker().needsMore()) {
      book.verdicts().reinstate();
    }
    if (book.picker().needsMore()) {
      if (periodic) {
        askSomebody();
      }
      if (chosen.isEmpty()) {
        seeds.dial(); // also where peers are many, but none of them takes part in the exchange
      }
    }
  }

  /// Prefer proven addresses as long as there are few peers.
  static int bias(int outbound) {
    return Math.min(outbound, 8) * 10 + 10;
  }

  private Collection<NetAddress> choose(long wanted, int bias) {
    Map<NodeId, NetAddress> chosen = new LinkedHashMap<>();
    long draws = Math.min(MAX_DRAWS, DRAWS_PER_WANTED * wanted);
    for (long i = 0; i < draws && chosen.size() < wanted; i++) {
      book.picker()
          .pick(bias)
          .filter(address -> !chosen.containsKey(address.id()))
          .filter(address -> !dialer.isDialingOrConnected(address))
          .ifPresent(address -> chosen.put(address.id(), address));
    }
    return chosen.values();
  }

  private void askSomebody() {
    List<PexSession> connected = directory.connected(PexSession.class);
    if (!connected.isEmpty()) {
      exchange.ask(connected.get(random.nextInt(connected.size())));
    }
  }
}
