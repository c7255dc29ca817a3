package dev.cometj.p2p.testkit.network;

import java.util.ArrayDeque;
import java.util.Deque;

/// Bytes in order, put in and taken out in pieces of any size.
final class ByteQueue {
  private final Deque<byte[]> pieces = new ArrayDeque<>(2);
  private int offset;
  private long size;

  long size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Append; the array is owned by the queue from here on.
  void add(byte[] bytes) {
    if (bytes.length > 0) {
      pieces.add(bytes);
      size += bytes.length;
    }
  }

  /// Take the first bytes out.
  ///
  /// @param count how many, at most [#size()]
  byte[] take(int count) {
    byte[] taken = new byte[count];
    int filled = 0;
    while (filled < count) {
      byte[] first = pieces.element();
      int part = Math.min(count - filled, first.length - offset);
      System.arraycopy(first, offset, taken, filled, part);
      filled += part;
      offset += part;
      if (offset == first.length) {
        pieces.remove();
        offset = 0;
      }
    }
    size -= count;
    return taken;
  }

  void clear() {
    pieces.clear();
    offset = 0;
    size = 0;
  }
}
