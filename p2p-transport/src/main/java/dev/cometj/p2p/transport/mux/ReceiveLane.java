package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.Channel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Puts the messages of one channel of one peer together; the receiving half of `Channel` in Go's
/// `p2p/conn/connection.go`.
///
/// Used by the stream's thread, except [#expect].
final class ReceiveLane {
  /// On a solicited channel smaller messages need not have been asked for.
  private static final int UNASKED_BYTES = 1024;

  /// The most that is set aside for a message on the strength of its predecessor alone.
  private static final int LARGEST_START = 64 * 1024;

  /// How far what came of a message vouches for its becoming as large as its predecessor.
  private static final int TRUST = 16;

  private static final byte[] NOTHING = {};

  private final int channelId;
  private final int limit;
  private final int leastStart;

  /// What was asked for, or null if nothing needs to be.
  private final @Nullable AtomicLong expected;

  private volatile boolean everExpected;
  private byte[] buffer = NOTHING;

  /// How much has come of the current message, kept or not.
  private int filled;

  private boolean discarding;
  private int previous;
  private int charged;
  private long countedBytes;

  ReceiveLane(Channel<?> channel) {
    channelId = channel.id();
    limit = channel.maxMessageBytes();
    leastStart = Math.min(channel.receiveBufferBytes(), LARGEST_START);
    expected = channel.isSolicited() ? new AtomicLong() : null;
  }

  int channelId() {
    return channelId;
  }

  /// Change what was asked for; never below zero. Any thread.
  void expect(long bytes) {
    if (expected != null) {
      if (bytes > 0) {
        everExpected = true;
      }
      expected.updateAndGet(now -> Math.max(0, saturatedSum(now, bytes)));
    }
  }

  private static long saturatedSum(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? (b < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  /// Judge the size a message will have with its next packet, before any of it is kept.
  void announce(int dataBytes) throws LinkFaultException {
    if (dataBytes > limit - filled) {
      throw LinkFaultException.limit(
          "message on channel 0x%02x exceeds %d bytes".formatted(channelId, limit));
    }
    long total = filled + (long) dataBytes;
    if (expected != null && total > UNASKED_BYTES && total > expected.get()) {
      if (!everExpected) {
        throw LinkFaultException.limit(
            "message on channel 0x%02x, which nobody asked for, exceeds %d bytes"
                .formatted(channelId, UNASKED_BYTES));
      }
      discarding = true;
    }
  }

  boolean isDiscarding() {
    return discarding;
  }

  /// Tell whether the message has no earlier packet.
  boolean isAtStart() {
    return filled == 0;
  }

  int length() {
    return filled;
  }

  int room() {
    return buffer.length - filled;
  }

  /// Tell which capacity to grow to for a packet's data. It follows what has come, not what was claimed: it doubles, and
  /// jumps to the size of the message before only when a part of that has come already.
  int capacityFor(int dataBytes) {
    long wanted = Math.max(filled + (long) dataBytes, buffer.length * 2L);
    if (filled == 0) {
      wanted = Math.max(wanted, Math.max(leastStart, Math.min(previous, LARGEST_START)));
    } else if (previous / TRUST <= filled) {
      wanted = Math.max(wanted, previous);
    }
    return (int) Math.min(limit, wanted);
  }

  void resize(int capacity) {
    buffer = Arrays.copyOf(buffer, capacity);
  }

  /// Set what the buffer is charged with.
  ///
  /// @return the change
  int recharge(int bytes) {
    int change = bytes - charged;
    charged = bytes;
    return change;
  }

  /// Take a packet's data: keep it, there is room; or pass over it.
  void append(byte[] bytes, int offset, int length) {
    if (!discarding) {
      System.arraycopy(bytes, offset, buffer, filled, length);
    }
    filled += length;
  }

  /// Free the buffer; the message is not kept.
  void drop() {
    buffer = NOTHING;
  }

  /// Begin the next message.
  ///
  /// @return the bytes of the one that ended, from index 0; as many as its [#length] was
  byte[] restart() {
    byte[] message = buffer;
    buffer = NOTHING;
    previous = filled;
    filled = 0;
    discarding = false;
    return message;
  }

  /// Count a message delivered.
  void count(int bytes) {
    countedBytes += bytes;
  }

  /// Tell the size of the messages delivered since the last call.
  long takeCountedBytes() {
    long bytes = countedBytes;
    countedBytes = 0;
    return bytes;
  }
}
