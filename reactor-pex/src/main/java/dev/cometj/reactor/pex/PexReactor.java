package dev.cometj.reactor.pex;

import static java.lang.System.Logger.Level.DEBUG;

import dev.cometj.p2p.AddressBook;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.PeerCensus;
import dev.cometj.p2p.PeerDialer;
import dev.cometj.p2p.PeerDirectory;
import dev.cometj.p2p.PeerReleaser;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.SwitchLog;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.Services;
import dev.cometj.reactor.pex.book.Book;
import dev.cometj.reactor.pex.book.BookStore;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/// Exchanges addresses with peers and keeps enough of them connected, or crawls the network if this node is a seed.
final class PexReactor implements Reactor<PexSession, PexMessage> {
  /// How often the book is saved.
  static final Duration SAVE_PERIOD = Duration.ofMinutes(2);

  private static final System.Logger LOG = System.getLogger(PexReactor.class.getName());

  private final PexSettings settings;
  private final Mailbox mailbox;
  private final Book book;
  private final BookStore store;
  private final AddressBook service;
  private final SeedDialer seeds;
  private final Exchange exchange;
  private final OutboundRound outbound;
  private final Crawl crawl;
  private final Ticker saving;
  private final Ticker rounds;
  private boolean begun;
  private boolean woken;
  private boolean stopped;

  PexReactor(PexSettings settings, ReactorContext context) {
    NodeRuntime runtime = context.runtime();
    Grants facets = context.switchFacets();
    RandomGenerator random = runtime.random("pex");
    PeerDialer dialer = facets.facet(PeerDialer.class);
    PeerDirectory directory = facets.facet(PeerDirectory.class);
    PeerReleaser releaser = facets.facet(PeerReleaser.class);
    this.settings = settings;
    this.mailbox = context.mailbox();
    this.book = new Book(runtime, settings.strictAddresses());
    this.store = new BookStore(book, settings.bookFile(), runtime, mailbox);
    this.service = new MailboxAddressBook(book, store, mailbox);
    this.seeds =
        new SeedDialer(
            settings.seeds(),
            dialer,
            runtime.resolver(),
            mailbox,
            random,
            facets.facet(SwitchLog.class));
    this.exchange =
        new Exchange(
            settings,
            book,
            runtime,
            mailbox,
            facets.facet(PeerStopper.class),
            releaser,
            this::wake);
    AddressDialer addresses =
        new AddressDialer(dialer, book, random, settings.persistentMaxDialPeriod());
    this.outbound =
        new OutboundRound(
            book,
            facets.facet(PeerCensus.class),
            directory,
            dialer,
            addresses,
            seeds,
            exchange,
            random);
    this.crawl = new Crawl(settings, book, runtime, directory, releaser, addresses, exchange);
    this.saving = new Ticker(mailbox, SAVE_PERIOD, store::save);
    this.rounds =
        settings.seedMode()
            ? new Ticker(mailbox, Crawl.PERIOD, crawl::run)
            : new Ticker(mailbox, OutboundRound.PERIOD, this::outboundRound);
  }

  @Override
  public CompletionStage<Void> start(Services services) {
    return store
        .load()
        .thenCompose(_ -> seeds.countResolvable())
        .thenAccept(resolvable -> {
          if (!seeds.isEmpty() && resolvable == 0 && book.picker().isEmpty()) {
            throw new InvalidSettingException(
                "p2p.seeds",
                "no seed has an address now and the address book is empty, so there is nobody to"
                    + " connect to");
          }
          begin();
        });
  }

  private void begin() {
    saving.start(SAVE_PERIOD);
    if (!settings.seedMode()) {
      rounds.start(outbound.firstDelay());
      return;
    }
    if (seeds.isEmpty()) {
      crawl.visit();
    } else {
      seeds.dial();
    }
    rounds.start(Crawl.PERIOD);
  }

  private void outboundRound() {
    begun = true;
    outbound.run(true);
  }

  /// Do a round out of turn, because a seed told of addresses. Before the first round it is not needed.
  private void wake() {
    if (!begun || woken) {
      return;
    }
    woken = true;
    mailbox.execute(() -> {
      woken = false;
      if (!stopped) {
        outbound.run(false);
      }
    });
  }

  @Override
  public CompletionStage<Void> stop() {
    stopped = true;
    saving.stop();
    rounds.stop();
    return store.save();
  }

  @Override
  public <S> S service(Class<S> type) {
    return type == AddressBook.class ? type.cast(service) : Reactor.super.service(type);
  }

  @Override
  public PexSession admit(Grants peer) {
    return new PexSession(peer, new RequestPacing(settings.strictRequests()));
  }

  /// Ask a node that we dialled, if we need addresses. One that dialled us is not trusted to tell of others before a
  /// round picks it, but its own address is taken.
  @Override
  public void peerStarted(PexSession session) {
    if (session.connection().isOutbound()) {
      if (book.picker().needsMore()) {
        exchange.ask(session);
      }
      return;
    }
    NetAddress address = session.claimedAddress();
    book.intake()
        .add(address, address)
        .ifPresent(why -> LOG.log(DEBUG, "Not kept: {0} ({1})", address, why));
  }

  @Override
  public void receive(
      PexSession session, Channel<? extends PexMessage> channel, PexMessage message) {
    exchange.receive(session, message);
  }

  @Override
  public void peerStopped(PexSession session, StopReason reason) {
    session.ended();
  }
}
