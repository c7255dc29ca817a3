package dev.cometj.reactor.pex.book;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// An address of the book and how it did: Go's `p2p/pex/known_address.go`.
///
/// The address of an id never changes while it is in the book, whatever others say of it (A39).
final class KnownAddress {
  /// An address tried within this time is not given up yet.
  private static final Duration GRACE = Duration.ofMinutes(1);

  /// Not tried for longer: given up.
  private static final Duration MISSING = Duration.ofDays(7);

  /// Tries that suffice to give up an address that never worked.
  private static final int TRIES_WITHOUT_SUCCESS = 3;

  /// Tries that suffice to give up an address that has not worked for [#MISSING].
  private static final int TRIES_SINCE_SUCCESS = 10;

  private final NetAddress address;
  private final NetAddress source;
  private final Set<Integer> buckets = new LinkedHashSet<>();
  private Tier tier;
  private int attempts;
  private BookTime lastAttempt;
  private BookTime lastSuccess;
  private BookTime lastBan;

  private KnownAddress(AddressRecord state) {
    this.address = state.address();
    this.source = state.source();
    this.tier = state.tier();
    this.attempts = state.attempts();
    this.lastAttempt = state.lastAttempt();
    this.lastSuccess = state.lastSuccess();
    this.lastBan = state.lastBan();
  }

  /// Take in an address just heard of.
  static KnownAddress heardOf(NetAddress address, NetAddress source, InstantSource clock) {
    return new KnownAddress(
        new AddressRecord(
            address,
            source,
            List.of(),
            0,
            Tier.NEW,
            BookTime.now(clock),
            BookTime.NEVER,
            BookTime.NEVER));
  }

  /// Take in an address from the file; it is in no bucket yet.
  static KnownAddress restored(AddressRecord state) {
    return new KnownAddress(state);
  }

  AddressRecord toRecord() {
    return new AddressRecord(
        address, source, buckets(), attempts, tier, lastAttempt, lastSuccess, lastBan);
  }

  NodeId id() {
    return address.id();
  }

  NetAddress address() {
    return address;
  }

  NetAddress source() {
    return source;
  }

  Tier tier() {
    return tier;
  }

  boolean isOld() {
    return tier == Tier.OLD;
  }

  /// Change the tier of an address that is in no bucket.
  void becomes(Tier newTier) {
    tier = newTier;
  }

  /// List the numbers of the buckets it is in, all of its tier.
  List<Integer> buckets() {
    return List.copyOf(buckets);
  }

  int bucketCount() {
    return buckets.size();
  }

  void enteredBucket(int bucket) {
    buckets.add(bucket);
  }

  void leftBucket(int bucket) {
    buckets.remove(bucket);
  }

  Instant lastAttempt() {
    return lastAttempt.instant();
  }

  void markAttempt(InstantSource clock) {
    lastAttempt = BookTime.now(clock);
    attempts = attempts == Integer.MAX_VALUE ? attempts : attempts + 1;
  }

  void markGood(InstantSource clock) {
    lastAttempt = BookTime.now(clock);
    lastSuccess = lastAttempt;
    attempts = 0;
  }

  /// Ban it; an earlier ban is never shortened.
  void banUntil(Instant end) {
    if (lastBan.instant().isBefore(end)) {
      lastBan = BookTime.at(end);
    }
  }

  boolean isBanned(InstantSource clock) {
    return lastBan.instant().isAfter(clock.instant());
  }

  /// Tell whether it may be thrown out before others: it is new, was not tried within the last minute, and has
  /// not been tried for a week, or failed three times without ever working, or failed ten times and last worked
  /// over a week ago.
  boolean isWorthless(InstantSource clock) {
    Instant now = clock.instant();
    if (isOld() || lastAttempt().isAfter(now.minus(GRACE))) {
      return false;
    }
    Instant week = now.minus(MISSING);
    return lastAttempt().isBefore(week)
        || (lastSuccess.isNever() && attempts >= TRIES_WITHOUT_SUCCESS)
        || (lastSuccess.instant().isBefore(week) && attempts >= TRIES_SINCE_SUCCESS);
  }

  @Override
  public String toString() {
    return address + " in " + tier + buckets;
  }
}
