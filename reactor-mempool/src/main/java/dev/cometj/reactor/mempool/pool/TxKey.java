package dev.cometj.reactor.mempool.pool;

import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// What a transaction is known by: its SHA-256, in the form that takes the least room in a map. Ordered, so that keys
/// which a peer has chosen to collide in a hash table do no harm.
///
/// @param first bytes 0..7
/// @param second bytes 8..15
/// @param third bytes 16..23
/// @param fourth bytes 24..31
public record TxKey(long first, long second, long third, long fourth) implements Comparable<TxKey> {
  /// Hash a transaction.
  ///
  /// @param content its bytes
  /// @return its key
  public static TxKey of(Bytes content) {
    MessageDigest digest = Sha256.newDigest();
    content.update(digest);
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new TxKey(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
  }

  @Override
  public int compareTo(TxKey other) {
    int order = Long.compare(first, other.first);
    order = order == 0 ? Long.compare(second, other.second) : order;
    order = order == 0 ? Long.compare(third, other.third) : order;
    return order == 0 ? Long.compare(fourth, other.fourth) : order;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first);
  }

  @Override
  public String toString() {
    return "%016X%016X%016X%016X".formatted(first, second, third, fourth);
  }
}
