package dev.cometj.crypto.internal.ed25519;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Arithmetic modulo the order of the base point, L = 2^252 + 27742317777372353535851937790883648493, on
/// little-endian words of 64 bits.
final class Scalars {

  /// L itself.
  static final long L0 = 0x5812631a5cf5d3edL;

  static final long L1 = 0x14def9dea2f79cd6L;
  static final long L3 = 0x1000000000000000L;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LIMB_BITS = 21;
  private static final long LIMB_MASK = (1L << LIMB_BITS) - 1;

  /// The number of limbs that make up 252 bits.
  private static final int LIMBS = 12;

  /// 2^252 modulo L, which is 2^252 - L, in signed limbs of 21 bits.
  private static final long[] FOLD = {666643, 470296, 654183, -997805, 136657, -683901};

  private Scalars() {}

  static long[] decode(byte[] bytes, int offset, int words) {
    long[] value = new long[words];
    for (int i = 0; i < words; i++) {
      value[i] = (long) LONGS.get(bytes, offset + i * Long.BYTES);
    }
    return value;
  }

  /// Tells whether four words are below L, which every signature's S must be.
  static boolean isReduced(long[] s) {
    if (s[3] != L3) {
      return Long.compareUnsigned(s[3], L3) < 0;
    }
    if (s[2] != 0) {
      return false;
    }
    return s[1] == L1 ? Long.compareUnsigned(s[0], L0) < 0 : Long.compareUnsigned(s[1], L1) < 0;
  }

  /// Writes four words.
  static void encode(long[] value, byte[] bytes, int offset) {
    for (int i = 0; i < 4; i++) {
      LONGS.set(bytes, offset + i * Long.BYTES, value[i]);
    }
  }

  /// Computes a b + c, reduced; each is below 2^255.
  static long[] multiplyAndAdd(long[] a, long[] b, long[] c) {
    long[] sum = new long[8];
    System.arraycopy(c, 0, sum, 0, c.length);
    for (int i = 0; i < 4; i++) {
      addProduct(sum, i, a[i], b);
    }
    return reduce(sum);
  }

  /// Multiplies the lower two words of a number by one of four words and reduces the product.
  static long[] multiply(long[] a, long[] b) {
    long[] product = new long[8];
    addProduct(product, 0, a[0], b);
    addProduct(product, 1, a[1], b);
    return reduce(product);
  }

  /// Adds two numbers of four words below L.
  static long[] add(long[] a, long[] b) {
    long[] sum = new long[4];
    long carry = 0;
    for (int i = 0; i < sum.length; i++) {
      long partial = a[i] + carry;
      carry = Long.compareUnsigned(partial, carry) < 0 ? 1 : 0;
      sum[i] = partial + b[i];
      carry += Long.compareUnsigned(sum[i], partial) < 0 ? 1 : 0;
    }
    subtractOrderOnce(sum);
    return sum;
  }

  /// Writes a number below L in base 256 with digits from -128 to 127, lowest first.
  static void signedBytes(long[] words, byte[] digits, int at) {
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      int digit = (int) (words[i >> 3] >>> (i << 3) & 0xff) + carry;
      carry = digit >= 128 ? 1 : 0;
      digits[at + i] = (byte) (digit - (carry << 8));
    }
  }

  private static void addProduct(long[] sum, int at, long factor, long[] b) {
    long carry = 0;
    for (int i = 0; i < b.length; i++) {
      long low = factor * b[i];
      long high = Math.unsignedMultiplyHigh(factor, b[i]);
      low += carry;
      high += Long.compareUnsigned(low, carry) < 0 ? 1 : 0;
      long before = sum[at + i];
      low += before;
      high += Long.compareUnsigned(low, before) < 0 ? 1 : 0;
      sum[at + i] = low;
      carry = high;
    }
    sum[at + b.length] = carry;
  }

  /// Reduces eight words to the four of the one congruent number below L.
  static long[] reduce(long[] words) {
    long[] limbs = split(words);
    fold(limbs, 2 * LIMBS - 1, LIMBS + 6);
    carryRounded(limbs, 6, LIMBS + 5);
    fold(limbs, LIMBS + 5, LIMBS);
    carryRounded(limbs, 0, LIMBS);
    fold(limbs, LIMBS, LIMBS);
    carryUp(limbs, LIMBS);
    fold(limbs, LIMBS, LIMBS);
    carryUp(limbs, LIMBS - 1);
    long[] reduced = join(limbs);
    subtractOrderOnce(reduced);
    return reduced;
  }

  /// Subtracts L from a number below 2 L if it is L or more. Takes the same time in either case.
  private static void subtractOrderOnce(long[] s) {
    long d0 = s[0] - L0;
    long borrow = borrow(s[0], L0, d0);
    long d1 = s[1] - L1 - borrow;
    borrow = borrow(s[1], L1, d1);
    long d2 = s[2] - borrow;
    borrow = borrow(s[2], 0, d2);
    long d3 = s[3] - L3 - borrow;
    long keep = -borrow(s[3], L3, d3);
    s[0] ^= (s[0] ^ d0) & ~keep;
    s[1] ^= (s[1] ^ d1) & ~keep;
    s[2] ^= (s[2] ^ d2) & ~keep;
    s[3] ^= (s[3] ^ d3) & ~keep;
  }

  /// What the difference of two words, and of an earlier borrow, borrows from the next word.
  private static long borrow(long a, long b, long difference) {
    return ((~a & b) | ((~a | b) & difference)) >>> 63;
  }

  private static long[] split(long[] words) {
    long[] limbs = new long[2 * LIMBS];
    for (int i = 0; i < limbs.length; i++) {
      int bit = i * LIMB_BITS;
      int word = bit >> 6;
      int shift = bit & 63;
      long limb = words[word] >>> shift;
      if (shift > Long.SIZE - LIMB_BITS && word + 1 < words.length) {
        limb |= words[word + 1] << (Long.SIZE - shift);
      }
      limbs[i] = i == limbs.length - 1 ? limb : limb & LIMB_MASK;
    }
    return limbs;
  }

  /// Takes the limbs from one down to another away and adds what they are modulo L twelve limbs below.
  private static void fold(long[] limbs, int from, int downTo) {
    for (int i = from; i >= downTo; i--) {
      long limb = limbs[i];
      limbs[i] = 0;
      for (int j = 0; j < FOLD.length; j++) {
        limbs[i - LIMBS + j] += limb * FOLD[j];
      }
    }
  }

  /// Carries so that limbs end between -2^20 and 2^20, first from every other limb and then from the rest.
  private static void carryRounded(long[] limbs, int from, int to) {
    for (int parity = 0; parity < 2; parity++) {
      for (int i = from + parity; i < to; i += 2) {
        long carry = (limbs[i] + (1L << (LIMB_BITS - 1))) >> LIMB_BITS;
        limbs[i + 1] += carry;
        limbs[i] -= carry << LIMB_BITS;
      }
    }
  }

  /// Carries in order, so that the limbs below the given one end between 0 and 2^21 - 1.
  private static void carryUp(long[] limbs, int to) {
    for (int i = 0; i < to; i++) {
      limbs[i + 1] += limbs[i] >> LIMB_BITS;
      limbs[i] &= LIMB_MASK;
    }
  }

  private static long[] join(long[] limbs) {
    long[] words = new long[4];
    for (int i = 0; i < LIMBS; i++) {
      int bit = i * LIMB_BITS;
      int word = bit >> 6;
      int shift = bit & 63;
      words[word] |= limbs[i] << shift;
      if (shift > Long.SIZE - LIMB_BITS && word + 1 < words.length) {
        words[word + 1] |= limbs[i] >>> (Long.SIZE - shift);
      }
    }
    return words;
  }

  /// Writes a number below 2^(size - 2) as signed odd digits with at least width - 1 zeros between them (NAF).
  ///
  /// @return the digits, lowest first, each below 2^(width - 1) in magnitude
  static byte[] signedDigits(long[] words, int width, int size) {
    byte[] digits = new byte[size];
    int carry = 0;
    int at = 0;
    while (at < size) {
      int window = carry + window(words, at, width);
      if ((window & 1) == 0) {
        at++;
        continue;
      }
      carry = window >> (width - 1);
      digits[at] = (byte) (window - (carry << width));
      at += width;
    }
    return digits;
  }

  private static int window(long[] words, int bit, int width) {
    int word = bit >> 6;
    int shift = bit & 63;
    if (word >= words.length) {
      return 0;
    }
    long bits = words[word] >>> shift;
    if (shift > Long.SIZE - width && word + 1 < words.length) {
      bits |= words[word + 1] << (Long.SIZE - shift);
    }
    return (int) bits & ((1 << width) - 1);
  }
}
