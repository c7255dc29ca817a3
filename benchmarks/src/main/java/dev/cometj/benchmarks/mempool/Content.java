package dev.cometj.benchmarks.mempool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/// The transactions that are passed on, by their numbers. The Go program makes the same.
public final class Content {
  private Content() {}

  /// Make a transaction.
  ///
  /// @param size at least 8
  static byte[] of(int number, int size) {
    byte[] tx = new byte[size];
    ByteBuffer.wrap(tx).order(ByteOrder.LITTLE_ENDIAN).putLong(number);
    for (int at = Long.BYTES; at < size; at++) {
      tx[at] = (byte) (number + at);
    }
    return tx;
  }

  /// Tell what the checksum must be once the first transactions have all arrived, each of them once.
  public static long checksum(int count, int size) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += checksum(of(i, size));
    }
    return sum;
  }

  static long checksum(byte[] tx) {
    CRC32 crc = new CRC32();
    crc.update(tx);
    return crc.getValue();
  }
}
