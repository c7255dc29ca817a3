package dev.cometj.reactor.pex;

import static java.lang.System.Logger.Level.DEBUG;

import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.PeerDialer;
import dev.cometj.p2p.Rejection;
import dev.cometj.reactor.pex.book.Book;
import dev.cometj.reactor.pex.book.DialHistory.Failures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/// Dials addresses of the book, each time later after it failed, and gives them up in the end: Go's `dialPeer`.
final class AddressDialer {
  /// With more failures than this an address that is not persistent is given up; the last wait has 18 hours.
  static final int MAX_FAILURES = 16;

  /// How long an address is given up.
  static final Duration GIVEN_UP = Duration.ofHours(24);

  /// Only a persistent address fails so often; 36 hours are wait enough.
  private static final int MAX_EXPONENT = 17;

  private static final System.Logger LOG = System.getLogger(AddressDialer.class.getName());

  /// What came of it.
  enum Result {
    /// The node is a peer.
    CONNECTED,
    /// It is a peer already, or is being dialled.
    BUSY,
    /// It did not become a peer.
    FAILED,
    /// Its next turn is later.
    TOO_EARLY,
    /// It failed too often and left the book.
    GIVEN_UP
  }

  private final PeerDialer dialer;
  private final Book book;
  private final RandomGenerator random;
  private final Duration persistentMaxDialPeriod;

  AddressDialer(
      PeerDialer dialer, Book book, RandomGenerator random, Duration persistentMaxDialPeriod) {
    this.dialer = dialer;
    this.book = book;
    this.random = random;
    this.persistentMaxDialPeriod = persistentMaxDialPeriod;
  }

  /// Dial an address if its time has come.
  ///
  /// @return a stage that ends in the mailbox
  CompletionStage<Result> dial(NetAddress address) {
    int failures = book.dials().find(address).map(Failures::failures).orElse(0);
    if (failures > MAX_FAILURES && !dialer.isPersistent(address)) {
      book.verdicts().giveUp(address, GIVEN_UP);
      book.dials().forget(address); // it begins anew when it is reinstated
      return done(address, Result.GIVEN_UP);
    }
    if (failures > 0
        && book.dials().sinceLast(address).orElseThrow().compareTo(backoff(address, failures))
            < 0) {
      return done(address, Result.TOO_EARLY);
    }
    return dialer.dial(address).thenApply(outcome -> record(address, outcome));
  }

  private Duration backoff(NetAddress address, int failures) {
    Duration jitter =
        Duration.ofNanos((long) (random.nextDouble() * Duration.ofSeconds(1).toNanos()));
    Duration planned = Duration.ofSeconds(1L << Math.min(failures, MAX_EXPONENT)).plus(jitter);
    boolean capped =
        persistentMaxDialPeriod.isPositive()
            && planned.compareTo(persistentMaxDialPeriod) > 0
            && dialer.isPersistent(address);
    return capped ? persistentMaxDialPeriod : planned;
  }

  private Result record(NetAddress address, DialOutcome outcome) {
    return switch (outcome) {
      case DialOutcome.Connected _ -> {
        book.dials().forget(address);
        yield Result.CONNECTED;
      }
      case DialOutcome.AlreadyDialingOrConnected _ -> Result.BUSY;
      case DialOutcome.Refused refused -> {
        blame(address, refused.rejection());
        yield Result.FAILED;
      }
    };
  }

  private void blame(NetAddress address, Rejection rejection) {
    LOG.log(DEBUG, "Dialing {0} failed: {1}", address, rejection);
    switch (rejection.kind()) {
      case SELF, STOPPING -> {} // the Switch has told the book; or we are the reason
      default -> {
        book.verdicts().markAttempt(address.id());
        book.dials().failed(address, rejection.kind());
      }
    }
  }

  private static CompletionStage<Result> done(NetAddress address, Result result) {
    LOG.log(DEBUG, "Not dialing {0}: {1}", address, result);
    return CompletableFuture.completedStage(result);
  }
}
