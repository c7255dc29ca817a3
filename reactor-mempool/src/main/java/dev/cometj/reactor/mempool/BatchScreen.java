package dev.cometj.reactor.mempool;

import dev.cometj.p2p.StopReason;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Looks at a message's bytes before they are decoded; SM-02, `filterMempoolMsgBytes` of Go's `mempool/filter.go`.
///
/// A message of a mebibyte could hold half a million transactions of no bytes, which would take a hundred times as much
/// memory once decoded (A06). So every transaction has a byte at least, each and all together keep their limits, and
/// there is at least one.
final class BatchScreen {
  private static final int FIELD = 1;

  private final BatchLimits limits;
  private final WireFields fields;
  private int count;
  private long total;

  private BatchScreen(BatchLimits limits, ByteBuffer bytes) {
    this.limits = limits;
    this.fields = new WireFields(bytes);
  }

  /// Judge a message.
  ///
  /// @param limits what it must keep
  /// @param bytes the message, from position to limit; not changed
  /// @return why the peer is to be stopped, or empty to decode the message. An empty message is left to the decoder
  static Optional<StopReason> check(BatchLimits limits, ByteBuffer bytes) {
    return bytes.hasRemaining() ? new BatchScreen(limits, bytes).message() : Optional.empty();
  }

  private Optional<StopReason> message() {
    while (fields.next()) {
      if (fields.fieldNumber() != FIELD || fields.wireType() != WireFields.BYTES) {
        var _ = fields.skip();
        continue;
      }
      int length = fields.length();
      if (length >= 0) {
        int outer = fields.end();
        fields.enter(length);
        Optional<StopReason> broken = list();
        if (broken.isPresent()) {
          return broken;
        }
        fields.leave(outer);
      }
    }
    if (fields.fault() != null) {
      return malformed(fields.fault());
    }
    return count == 0 ? malformed("a message without transactions") : Optional.empty();
  }

  private Optional<StopReason> list() {
    while (fields.next()) {
      if (fields.fieldNumber() != FIELD || fields.wireType() != WireFields.BYTES) {
        var _ = fields.skip();
        continue;
      }
      int length = fields.length();
      if (length >= 0) {
        Optional<StopReason> broken = transaction(length);
        if (broken.isPresent()) {
          return broken;
        }
        fields.advance(length);
      }
    }
    return Optional.empty();
  }

  private Optional<StopReason> transaction(int length) {
    count++;
    total += length;
    if (length == 0) {
      return malformed("a transaction of no bytes");
    }
    if (limits.maxTxBytes() > 0 && length > limits.maxTxBytes()) {
      return exceeded(
          "a transaction of %d bytes, where %d are allowed", length, limits.maxTxBytes());
    }
    if (limits.maxTotalBytes() > 0 && total > limits.maxTotalBytes()) {
      return exceeded(
          "transactions of %d bytes and more in a message, where %d are allowed",
          total, limits.maxTotalBytes());
    }
    if (count > MempoolCodec.MAX_TXS) {
      return exceeded(
          "%d transactions and more in a message, where %d are allowed",
          count, MempoolCodec.MAX_TXS);
    }
    return Optional.empty();
  }

  private static Optional<StopReason> malformed(String what) {
    return Optional.of(new StopReason.Malformed("mempool: " + what));
  }

  private static Optional<StopReason> exceeded(String what, long actual, long allowed) {
    return Optional.of(new StopReason.LimitExceeded("mempool: " + what.formatted(actual, allowed)));
  }
}
