package dev.cometj.reactor.pex;

import static dev.cometj.reactor.pex.PexChannel.PEX;
import static java.lang.System.Logger.Level.DEBUG;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerReleaser;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.reactor.pex.PexMessage.PexAddrs;
import dev.cometj.reactor.pex.PexMessage.PexRequest;
import dev.cometj.reactor.pex.RequestPacing.Verdict;
import dev.cometj.reactor.pex.book.AddressRefusal;
import dev.cometj.reactor.pex.book.Book;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// Requests and answers: Go's `Receive`, `RequestAddrs`, `ReceiveAddrs` and `SendAddrs`.
///
/// A small request gets a large answer, so a peer may not ask often, and answers are bounded. Lists are taken only
/// from peers that were asked.
final class Exchange {
  /// How long a peer that broke the rules is banned.
  static final Duration BAN = Duration.ofHours(24);

  /// The share of new addresses in a seed's answer, in percent: who asks a seed knows nobody, and is served better
  /// by nodes that have proved good.
  static final int SEED_BIAS = 30;

  private static final System.Logger LOG = System.getLogger(Exchange.class.getName());

  private final Book book;
  private final NodeRuntime runtime;
  private final Mailbox mailbox;
  private final PeerStopper stopper;
  private final PeerReleaser releaser;
  private final boolean seedMode;
  private final Set<NodeId> seeds;
  private final Runnable seedAnswered;

  Exchange(
      PexSettings settings,
      Book book,
      NodeRuntime runtime,
      Mailbox mailbox,
      PeerStopper stopper,
      PeerReleaser releaser,
      Runnable seedAnswered) {
    this.book = book;
    this.runtime = runtime;
    this.mailbox = mailbox;
    this.stopper = stopper;
    this.releaser = releaser;
    this.seedMode = settings.seedMode();
    this.seeds = settings.seeds().stream().map(seed -> seed.id()).collect(Collectors.toSet());
    this.seedAnswered = seedAnswered;
  }

  /// Ask a peer for addresses, unless a request to it is open.
  void ask(PexSession session) {
    if (session.isAsked() || session.isEnded()) {
      return;
    }
    session.asked(true);
    session
        .sender()
        .send(PEX, new PexRequest())
        .thenAccept(result -> {
          if (!result.isQueued()) {
            session.asked(false); // it never left, so no answer will come
          }
        });
  }

  void receive(PexSession session, PexMessage message) {
    if (session.isEnded()) {
      return;
    }
    switch (message) {
      case PexRequest _ -> {
        if (seedMode && !session.connection().isOutbound()) {
          serveAsSeed(session);
        } else {
          serve(session);
        }
      }
      case PexAddrs answer -> take(session, answer);
    }
  }

  /// Answer once and hang up, so that the place is free for the next.
  private void serveAsSeed(PexSession session) {
    if (session.isServedAsSeed()) {
      return;
    }
    session.servedAsSeed();
    send(session, book.picker().selectionWithBias(SEED_BIAS))
        .thenCompose(_ -> session.flusher().flushAndStop())
        .whenComplete((_, _) -> releaser.stopGracefully(session.identity()));
  }

  private void serve(PexSession session) {
    switch (session.pacing().requested(runtime.nanoTime())) {
      case Verdict.Answer _ -> send(session, book.picker().selection());
      case Verdict.AnswerLater later -> mailbox.schedule(later.delay(), () -> serveLate(session));
      case Verdict.Violation _ ->
          punish(
              session,
              new StopReason.LimitExceeded(
                  "asked for addresses again within %d s"
                      .formatted(RequestPacing.MIN_INTERVAL.toSeconds())));
    }
  }

  private void serveLate(PexSession session) {
    if (!session.isEnded()) {
      session.pacing().answeredLate(runtime.nanoTime());
      send(session, book.picker().selection());
    }
  }

  private static CompletionStage<SendResult> send(PexSession session, List<NetAddress> addresses) {
    return session.sender().send(PEX, PexChannel.answer(addresses));
  }

  private void take(PexSession session, PexAddrs answer) {
    Optional<String> fault =
        answer.addrs().stream().map(PexAddress::fault).flatMap(Optional::stream).findFirst();
    if (fault.isPresent()) {
      punish(session, new StopReason.ProtocolViolation("sent an address: " + fault.get()));
      return;
    }
    if (!session.isAsked()) {
      punish(session, new StopReason.ProtocolViolation("sent addresses unasked"));
      return;
    }
    session.asked(false);
    NetAddress source = session.claimedAddress();
    answer.addrs().forEach(each -> offer(each, source));
    if (seeds.contains(session.id())) {
      seedAnswered.run();
    }
  }

  /// Offer one address to the book. What the book refuses is nobody's fault.
  private void offer(PexAddress entry, NetAddress source) {
    Optional<AddressRefusal> refusal =
        entry
            .toNetAddress()
            .map(address -> book.intake().add(address, source))
            .orElse(Optional.of(AddressRefusal.INVALID));
    refusal.ifPresent(why -> LOG.log(DEBUG, "Not kept: {0} ({1})", entry, why));
  }

  private void punish(PexSession session, StopReason reason) {
    session.ended();
    book.verdicts().ban(session.connection().socketAddress(), BAN);
    stopper.stopForError(session.identity(), reason);
  }
}
