package dev.cometj.reactor.pex.book;

import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is banned, and how often peers with one IP were.
///
/// The original bans only what the book holds, and by id, which costs nothing to change. Here an id the book never
/// held is banned too, and ten bans of peers with one IP within an hour keep every address with that IP out for
/// another hour. IPs of this machine are exempt.
final class BanList {
  /// How many banned ids, and how many IPs, are remembered; the oldest are forgotten first.
  static final int CAPACITY = 10_000;

  /// This many bans of peers with one IP within [#IP_WINDOW] keep its addresses out for as long again.
  static final int BANS_PER_IP = 10;

  static final Duration IP_WINDOW = Duration.ofHours(1);

  /// A ban.
  ///
  /// @param known the address and when the ban ends
  /// @param fromBook whether it was in the book and returns to it after the ban
  record Ban(KnownAddress known, boolean fromBook) {}

  private final InstantSource clock;
  private final Map<NodeId, Ban> bans = new LinkedHashMap<>();
  private final Map<IpAddress, Deque<Instant>> scores = new LinkedHashMap<>();

  BanList(InstantSource clock) {
    this.clock = clock;
  }

  boolean contains(NodeId id) {
    return bans.containsKey(id);
  }

  Optional<Ban> find(NodeId id) {
    return Optional.ofNullable(bans.get(id));
  }

  Collection<Ban> all() {
    return bans.values();
  }

  void add(Ban ban) {
    bans.put(ban.known().id(), ban);
    forgetOldest(bans);
  }

  /// Take out all whose time is over.
  List<Ban> takeExpired() {
    List<Ban> expired =
        new ArrayList<>(
            bans.values().stream().filter(ban -> !ban.known().isBanned(clock)).toList());
    expired.forEach(ban -> bans.remove(ban.known().id()));
    return expired;
  }

  /// Count a ban for misbehaviour against an IP.
  void score(IpAddress ip) {
    if (ip.isLocal()) {
      return;
    }
    Deque<Instant> times = scores.computeIfAbsent(ip, _ -> new ArrayDeque<>());
    times.addLast(clock.instant());
    if (times.size() > BANS_PER_IP) {
      times.removeFirst();
    }
    forgetOldest(scores);
  }

  boolean isIpBanned(IpAddress ip) {
    Deque<Instant> times = scores.get(ip);
    if (times == null || times.size() < BANS_PER_IP) {
      return false;
    }
    Instant last = times.getLast();
    boolean within = Duration.between(times.getFirst(), last).compareTo(IP_WINDOW) <= 0;
    return within && clock.instant().isBefore(last.plus(IP_WINDOW));
  }

  private static void forgetOldest(Map<?, ?> map) {
    while (map.size() > CAPACITY) {
      map.remove(map.keySet().iterator().next());
    }
  }
}
