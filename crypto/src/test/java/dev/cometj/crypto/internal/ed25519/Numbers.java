package dev.cometj.crypto.internal.ed25519;

import java.math.BigInteger;

/// Little-endian bytes and words as numbers.
final class Numbers {

  static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private Numbers() {}

  static byte[] littleEndian(BigInteger value, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = value.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  static BigInteger number(byte[] littleEndian) {
    byte[] reversed = new byte[littleEndian.length];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = littleEndian[reversed.length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }

  static BigInteger number(long[] words) {
    BigInteger value = BigInteger.ZERO;
    for (int i = words.length - 1; i >= 0; i--) {
      value = value.shiftLeft(64).or(new BigInteger(Long.toUnsignedString(words[i])));
    }
    return value;
  }

  static long[] words(BigInteger value, int count) {
    long[] words = new long[count];
    for (int i = 0; i < count; i++) {
      words[i] = value.shiftRight(64 * i).longValue();
    }
    return words;
  }
}
