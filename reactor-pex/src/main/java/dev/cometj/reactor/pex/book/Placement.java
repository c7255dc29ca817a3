package dev.cometj.reactor.pex.book;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cometj.p2p.NetAddress;
import java.nio.ByteBuffer;

/// Computes in which bucket an address belongs: Go's `calcNewBucket` and `calcOldBucket`.
///
/// Two secrets make it unpredictable from outside: the hash key, drawn anew for each process, and the book key,
/// which is kept in the file.
final class Placement {
  /// How many new buckets all addresses of one source group share.
  static final int NEW_BUCKETS_PER_GROUP = 32;

  /// How many old buckets all addresses of one group share.
  static final int OLD_BUCKETS_PER_GROUP = 4;

  private final HighwayHash64 hash;
  private final boolean strict;
  private String bookKey;

  Placement(byte[] hashKey, String bookKey, boolean strict) {
    this.hash = new HighwayHash64(hashKey);
    this.bookKey = bookKey;
    this.strict = strict;
  }

  String bookKey() {
    return bookKey;
  }

  /// Go on with the key of a loaded file.
  void useBookKey(String key) {
    bookKey = key;
  }

  /// Place an address nobody has vouched for, by its group and by who told of it.
  int newBucket(NetAddress address, NetAddress source) {
    String group = AddressGroup.of(address.ip(), strict);
    String sourceGroup = AddressGroup.of(source.ip(), strict);
    long slot = Long.remainderUnsigned(hash(group + sourceGroup), NEW_BUCKETS_PER_GROUP);
    return bucket(sourceGroup, slot, Tier.NEW);
  }

  /// Place an address that has proved good.
  int oldBucket(NetAddress address) {
    long slot = Long.remainderUnsigned(hash(address.toString()), OLD_BUCKETS_PER_GROUP);
    return bucket(AddressGroup.of(address.ip(), strict), slot, Tier.OLD);
  }

  private int bucket(String group, long slot, Tier tier) {
    byte[] slotBytes = ByteBuffer.allocate(8).putLong(slot).array();
    return (int)
        Long.remainderUnsigned(hash(group + new String(slotBytes, ISO_8859_1)), tier.buckets());
  }

  /// Hash the book key and a text; the original reads the hash's little-endian bytes as big-endian.
  private long hash(String text) {
    byte[] key = bookKey.getBytes(UTF_8);
    byte[] rest = text.getBytes(ISO_8859_1); // addresses and groups are ASCII, slots are bytes
    byte[] data = ByteBuffer.allocate(key.length + rest.length).put(key).put(rest).array();
    return Long.reverseBytes(hash.hash(data));
  }
}
