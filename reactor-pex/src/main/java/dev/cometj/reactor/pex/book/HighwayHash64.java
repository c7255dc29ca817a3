package dev.cometj.reactor.pex.book;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// HighwayHash-64 (Alakuijala, Cox, Wassenberg: "Fast keyed hash/pseudo-random function using SIMD multiply and
/// permute", arXiv 1612.06257): the keyed hash that spreads addresses over buckets, so that nobody outside can
/// tell which addresses share one.
final class HighwayHash64 {
  static final int KEY_BYTES = 32;

  private static final int PACKET_BYTES = 32;
  private static final int FINAL_ROUNDS = 4;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long[] INIT_0 = {
    0xdbe6d5d5fe4cce2fL, 0xa4093822299f31d0L, 0x13198a2e03707344L, 0x243f6a8885a308d3L
  };
  private static final long[] INIT_1 = {
    0x3bd39e10cb0ef593L, 0xc0acf169b5f18a8cL, 0xbe5466cf34e90c6cL, 0x452821e638d01377L
  };

  /// The "zipper merge": which byte of a pair of words (0..7 the even, 8..15 the odd one) goes where.
  private static final int[] ZIPPER_EVEN = {3, 12, 2, 5, 14, 1, 15, 0};

  private static final int[] ZIPPER_ODD = {11, 4, 10, 13, 9, 6, 8, 7};

  private final long[] key = new long[4];

  HighwayHash64(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("the key has 32 bytes, not " + key.length);
    }
    for (int i = 0; i < 4; i++) {
      this.key[i] = (long) LONGS.get(key, 8 * i);
    }
  }

  /// Hash. The result's bytes in little-endian order are what other implementations print.
  long hash(byte[] data) {
    State state = new State(key);
    int whole = data.length / PACKET_BYTES * PACKET_BYTES;
    for (int at = 0; at < whole; at += PACKET_BYTES) {
      state.update(data, at);
    }
    if (whole < data.length) {
      state.updateRemainder(Arrays.copyOfRange(data, whole, data.length));
    }
    return state.finish();
  }

  private static final class State {
    private final long[] v0 = new long[4];
    private final long[] v1 = new long[4];
    private final long[] mul0 = INIT_0.clone();
    private final long[] mul1 = INIT_1.clone();

    State(long[] key) {
      for (int i = 0; i < 4; i++) {
        v0[i] = INIT_0[i] ^ key[i];
        v1[i] = INIT_1[i] ^ Long.rotateLeft(key[i], 32);
      }
    }

    void update(byte[] packets, int at) {
      for (int i = 0; i < 4; i++) {
        v1[i] += (long) LONGS.get(packets, at + 8 * i) + mul0[i];
        mul0[i] ^= (v1[i] & 0xffff_ffffL) * (v0[i] >>> 32);
        v0[i] += mul1[i];
        mul1[i] ^= (v0[i] & 0xffff_ffffL) * (v1[i] >>> 32);
      }
      addZipped(v1, v0);
      addZipped(v0, v1);
    }

    private static void addZipped(long[] from, long[] to) {
      for (int i = 0; i < 4; i += 2) {
        to[i] += shuffle(ZIPPER_EVEN, from[i], from[i + 1]);
        to[i + 1] += shuffle(ZIPPER_ODD, from[i], from[i + 1]);
      }
    }

    private static long shuffle(int[] order, long even, long odd) {
      long result = 0;
      for (int i = 0; i < 8; i++) {
        long word = order[i] < 8 ? even : odd;
        result |= (word >>> (8 * (order[i] & 7)) & 0xff) << (8 * i);
      }
      return result;
    }

    /// Take 1..31 bytes that do not fill a packet; their number is mixed in.
    void updateRemainder(byte[] rest) {
      int size = rest.length;
      for (int i = 0; i < 4; i++) {
        v0[i] += ((long) size << 32) + size;
        v1[i] = rotateHalves(v1[i], size);
      }
      byte[] packet = new byte[PACKET_BYTES];
      int tail = size & 3;
      int words = size - tail;
      System.arraycopy(rest, 0, packet, 0, words);
      if (size >= 16) {
        System.arraycopy(rest, size - 4, packet, 28, 4);
      } else if (tail != 0) {
        packet[16] = rest[words];
        packet[17] = rest[words + (tail >> 1)];
        packet[18] = rest[size - 1];
      }
      update(packet, 0);
    }

    private static long rotateHalves(long word, int distance) {
      long low = Integer.rotateLeft((int) word, distance) & 0xffff_ffffL;
      long high = Integer.rotateLeft((int) (word >>> 32), distance) & 0xffff_ffffL;
      return high << 32 | low;
    }

    long finish() {
      byte[] packet = new byte[PACKET_BYTES];
      for (int round = 0; round < FINAL_ROUNDS; round++) {
        for (int i = 0; i < 4; i++) {
          LONGS.set(packet, 8 * i, Long.rotateLeft(v0[(i + 2) & 3], 32));
        }
        update(packet, 0);
      }
      return v0[0] + v1[0] + mul0[0] + mul1[0];
    }
  }
}
