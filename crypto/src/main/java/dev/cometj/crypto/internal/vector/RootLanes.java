package dev.cometj.crypto.internal.vector;

import dev.cometj.crypto.internal.ed25519.RootPowers;

/// The powers behind square roots, four at once with the Vector API.
///
/// Usable where the JVM was started with `--add-modules jdk.incubator.vector` on a processor with vectors of 256 bits.
public final class RootLanes implements RootPowers {

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /// Fewer numbers than this are quicker one by one.
  private static final int FEWEST = 3;

  /// Where each limb begins, and where the last one ends.
  private static final int[] FIRST_BIT = {0, 26, 51, 77, 102, 128, 153, 179, 204, 230, 255};

  private final RootPowers oneByOne;

  /// Makes the powers.
  ///
  /// @param oneByOne what computes the powers that are left over
  public RootLanes(RootPowers oneByOne) {
    this.oneByOne = oneByOne;
  }

  /// Whether the JVM and the processor have what it takes.
  ///
  /// @return whether they do
  public static boolean isUsable() {
    return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent() && VectorSupport.isWideEnough();
  }

  @Override
  public void raise(long[] words, int from, int count) {
    FieldLanes field = new FieldLanes();
    long[] lanes = new long[FieldLanes.NUMBERS * FieldLanes.LIMBS];
    int first = from;
    int end = from + count;
    while (end - first >= FEWEST) {
      int numbers = Math.min(FieldLanes.NUMBERS, end - first);
      for (int i = 0; i < numbers; i++) {
        split(words, (first + i) * WORDS, lanes, i);
      }
      field.powerP58(lanes);
      for (int i = 0; i < numbers; i++) {
        join(lanes, i, words, (first + i) * WORDS);
      }
      first += numbers;
    }
    if (first < end) {
      oneByOne.raise(words, first, end - first);
    }
  }

  private static void split(long[] words, int at, long[] lanes, int number) {
    for (int limb = 0; limb < FieldLanes.LIMBS; limb++) {
      int bit = FIRST_BIT[limb];
      int width = FIRST_BIT[limb + 1] - bit;
      int shift = bit & 63;
      int word = at + (bit >> 6);
      long value = words[word] >>> shift;
      if (shift + width > Long.SIZE) {
        value |= words[word + 1] << (Long.SIZE - shift);
      }
      lanes[FieldLanes.NUMBERS * limb + number] = value & ((1L << width) - 1);
    }
  }

  /// Joins limbs of which one may be a bit too long: the sum of all is less than 2^256.
  private static void join(long[] lanes, int number, long[] words, int at) {
    long carry = 0;
    for (int word = 0; word < WORDS; word++) {
      words[at + word] = 0;
    }
    for (int limb = 0; limb < FieldLanes.LIMBS; limb++) {
      int bit = FIRST_BIT[limb];
      int width = FIRST_BIT[limb + 1] - bit;
      long value = lanes[FieldLanes.NUMBERS * limb + number] + carry;
      if (limb < FieldLanes.LIMBS - 1) {
        carry = value >>> width;
        value &= (1L << width) - 1;
      }
      int shift = bit & 63;
      int word = at + (bit >> 6);
      words[word] |= value << shift;
      if (shift > Long.numberOfLeadingZeros(value)) {
        words[word + 1] |= value >>> (Long.SIZE - shift);
      }
    }
  }
}
