package dev.cometj.reactor.pex;

import static java.lang.System.Logger.Level.ERROR;

import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.PeerAddress;
import dev.cometj.p2p.PeerDialer;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.SwitchLog;
import dev.cometj.p2p.spi.NameResolver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Dials the configured seeds, one after the other in random order, until one is a peer: Go's `checkSeeds` and
/// `dialSeeds`. Their names are looked up anew each time, and every address of a name is tried.
final class SeedDialer {
  private static final System.Logger LOG = System.getLogger(SeedDialer.class.getName());

  private final List<PeerAddress> seeds;
  private final PeerDialer dialer;
  private final NameResolver resolver;
  private final Executor mailbox;
  private final RandomGenerator random;
  private final SwitchLog switchLog;
  private boolean dialing;

  SeedDialer(
      List<PeerAddress> seeds,
      PeerDialer dialer,
      NameResolver resolver,
      Executor mailbox,
      RandomGenerator random,
      SwitchLog switchLog) {
    this.seeds = seeds;
    this.dialer = dialer;
    this.resolver = resolver;
    this.mailbox = mailbox;
    this.random = random;
    this.switchLog = switchLog;
  }

  boolean isEmpty() {
    return seeds.isEmpty();
  }

  /// Look all names up once, and log those that fail.
  ///
  /// @return a stage that ends in the mailbox with the number of seeds that have an address
  CompletionStage<Integer> countResolvable() {
    CompletionStage<Integer> count = CompletableFuture.completedStage(0);
    for (PeerAddress seed : seeds) {
      CompletionStage<Integer> one =
          resolve(seed)
              .handle((addresses, failure) -> {
                if (failure != null) {
                  LOG.log(ERROR, "The seed {0} has no address now: {1}", seed, text(failure));
                }
                return addresses == null ? 0 : 1;
              });
      count = count.thenCombine(one, Integer::sum);
    }
    return count;
  }

  /// Dial, unless it goes on already.
  void dial() {
    if (dialing || seeds.isEmpty()) {
      return;
    }
    dialing = true;
    List<PeerAddress> order = new ArrayList<>(seeds);
    Collections.shuffle(order, random);
    dialNext(order.iterator());
  }

  private void dialNext(Iterator<PeerAddress> rest) {
    if (!rest.hasNext()) {
      dialing = false;
      switchLog.error("None of the seeds could be reached", null);
      return;
    }
    PeerAddress seed = rest.next();
    resolve(seed)
        .whenComplete((addresses, failure) -> {
          if (addresses == null) {
            failed(seed, text(failure), failure, rest);
          } else {
            dialFirst(seed, addresses.iterator(), rest);
          }
        });
  }

  private void dialFirst(
      PeerAddress seed, Iterator<NetAddress> addresses, Iterator<PeerAddress> rest) {
    dialer
        .dial(addresses.next())
        .thenAccept(outcome -> {
          switch (outcome) {
            case DialOutcome.Connected _, DialOutcome.AlreadyDialingOrConnected _ ->
                dialing = false;
            case DialOutcome.Refused refused when stopsAll(refused.rejection()) -> dialing = false;
            case DialOutcome.Refused _ when addresses.hasNext() -> dialFirst(seed, addresses, rest);
            case DialOutcome.Refused refused ->
                failed(seed, refused.rejection().toString(), null, rest);
          }
        });
  }

  private static boolean stopsAll(Rejection rejection) {
    return rejection.kind() == Rejection.Kind.STOPPING;
  }

  private void failed(
      PeerAddress seed, String why, @Nullable Throwable cause, Iterator<PeerAddress> rest) {
    switchLog.error("Dialing the seed %s failed: %s".formatted(seed, why), cause);
    dialNext(rest);
  }

  /// Look a seed up.
  ///
  /// @return a stage that ends in the mailbox, with at least one address, or fails
  private CompletionStage<List<NetAddress>> resolve(PeerAddress seed) {
    CompletionStage<List<IpAddress>> addresses =
        IpAddress.parse(seed.endpoint().host())
            .map(literal -> CompletableFuture.completedStage(List.of(literal)))
            .orElseGet(() -> resolver.resolve(seed.endpoint().host()));
    return addresses.thenApplyAsync(
        ips ->
            ips.stream().map(ip -> new NetAddress(seed.id(), ip, seed.endpoint().port())).toList(),
        mailbox);
  }

  private static String text(@Nullable Throwable failure) {
    Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
    return cause == null ? "no address" : String.valueOf(cause.getMessage());
  }
}
