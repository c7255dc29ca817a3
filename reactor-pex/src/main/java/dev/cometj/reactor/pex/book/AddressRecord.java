package dev.cometj.reactor.pex.book;

import dev.cometj.p2p.NetAddress;
import java.util.List;

/// An address as the file holds it; the fields of Go's `knownAddress`.
///
/// @param address whom and where
/// @param source who told of it
/// @param buckets the buckets it is in
/// @param attempts failed tries since the last success
/// @param tier which half of the book it is in
/// @param lastAttempt when it was tried last, or entered
/// @param lastSuccess when it proved good last
/// @param lastBan when its last ban ends
record AddressRecord(
    NetAddress address,
    NetAddress source,
    List<Integer> buckets,
    int attempts,
    Tier tier,
    BookTime lastAttempt,
    BookTime lastSuccess,
    BookTime lastBan) {
  AddressRecord {
    buckets = List.copyOf(buckets);
  }
}
