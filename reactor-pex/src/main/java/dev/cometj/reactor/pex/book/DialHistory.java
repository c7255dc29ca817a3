package dev.cometj.reactor.pex.book;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How dials failed, by IP and port: Go's `attemptsToDial`, but bounded, with the typed outcome, and kept in the
/// file, so that a restart does not begin to dial what is dead or of another network all over again.
public final class DialHistory {
  /// How many endpoints are remembered; the ones dialled longest ago are forgotten first.
  static final int CAPACITY = 10_000;

  /// A node of another network, or one that breaks the handshake, is another one only after somebody worked on it:
  /// a failure of these kinds counts for this many, which makes the next try 17 minutes later.
  private static final int LASTING = 10;

  /// Failed dials of one endpoint since the last that succeeded.
  ///
  /// @param failures how many, at least 1
  /// @param last when the last one was
  /// @param outcome how it ended
  public record Failures(int failures, Instant last, Rejection.Kind outcome) {}

  private record Entry(Failures failures, long lastNanos) {}

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Map<HostPort, Entry> entries = new LinkedHashMap<>();

  DialHistory(InstantSource clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /// Look an endpoint up.
  ///
  /// @param address whose endpoint
  /// @return its failures, or empty if there is none since the last success
  public Optional<Failures> find(NetAddress address) {
    return Optional.ofNullable(entries.get(address.endpoint())).map(Entry::failures);
  }

  /// Tell how long ago the last failure was, by the monotonic clock.
  ///
  /// @param address whose endpoint
  /// @return the time since, or empty if there is no failure
  public Optional<Duration> sinceLast(NetAddress address) {
    return Optional.ofNullable(entries.get(address.endpoint()))
        .map(entry -> Duration.ofNanos(nanoTime.getAsLong() - entry.lastNanos()));
  }

  /// Record a failure.
  ///
  /// @param address whose endpoint
  /// @param outcome how the dial ended
  public void failed(NetAddress address, Rejection.Kind outcome) {
    int before = find(address).map(Failures::failures).orElse(0);
    int failures = Math.max(Math.addExact(before, 1), lasts(outcome) ? LASTING : 1);
    put(
        address.endpoint(),
        new Entry(new Failures(failures, clock.instant(), outcome), nanoTime.getAsLong()));
  }

  private static boolean lasts(Rejection.Kind outcome) {
    return switch (outcome) {
      case INCOMPATIBLE, WRONG_ID, INVALID_NODE_INFO -> true;
      default -> false;
    };
  }

  /// Forget the failures of an endpoint.
  ///
  /// @param address whose endpoint
  public void forget(NetAddress address) {
    entries.remove(address.endpoint());
  }

  List<DialRecord> toRecords() {
    return entries.entrySet().stream()
        .map(each -> DialRecord.of(each.getKey(), each.getValue().failures()))
        .toList();
  }

  /// Put failures of the file back, ageing them by the wall clock. What seems to lie in the future was just now.
  void restore(DialRecord stored) {
    Duration age = Duration.between(stored.last().instant(), clock.instant());
    Duration bounded = age.isNegative() ? Duration.ZERO : min(age, Duration.ofDays(365));
    put(
        stored.endpoint(),
        new Entry(
            new Failures(stored.failures(), stored.last().instant(), stored.outcome()),
            nanoTime.getAsLong() - bounded.toNanos()));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private void put(HostPort endpoint, Entry entry) {
    entries.remove(endpoint);
    entries.put(endpoint, entry);
    if (entries.size() > CAPACITY) {
      entries.remove(entries.keySet().iterator().next());
    }
  }
}
