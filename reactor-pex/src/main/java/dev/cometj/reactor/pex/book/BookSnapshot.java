package dev.cometj.reactor.pex.book;

import java.util.List;

/// All that the file holds, at one moment.
///
/// @param key the book key
/// @param addresses the addresses in buckets
/// @param bans the bans; unknown to the original
/// @param dials the failed dials; unknown to the original
record BookSnapshot(
    String key, List<AddressRecord> addresses, List<BanRecord> bans, List<DialRecord> dials) {
  BookSnapshot {
    addresses = List.copyOf(addresses);
    bans = List.copyOf(bans);
    dials = List.copyOf(dials);
  }
}
