package dev.cometj.crypto.internal.vector;

import static jdk.incubator.vector.IntVector.broadcast;
import static jdk.incubator.vector.IntVector.fromArray;
import static jdk.incubator.vector.IntVector.zero;
import static jdk.incubator.vector.VectorOperators.ROL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// ChaCha20 (RFC 8439) for eight frames at once: each of the sixteen words of the state is a vector with one lane for
/// each frame.
///
/// What is between two calls lies in arrays, and the rounds are written out: the JIT keeps vectors in registers only
/// within one method, and stops to inline helpers in one that has become as large as this.
final class KeyStream {
  /// How many frames are worked on at once.
  static final int FRAMES = 8;

  private static final VectorSpecies<Integer> LANES = IntVector.SPECIES_256;
  private static final int DOUBLE_ROUNDS = 10;

  // "expand 32-byte k"
  private static final int CONSTANT_0 = 0x61707865;
  private static final int CONSTANT_1 = 0x3320646e;
  private static final int CONSTANT_2 = 0x79622d32;
  private static final int CONSTANT_3 = 0x6b206574;

  private final int[] counterLow = new int[FRAMES];
  private final int[] counterHigh = new int[FRAMES];

  /// The words of one block of each frame: word `w` of frame `f` at `8 w + f`.
  private final int[] words = new int[16 * FRAMES];

  /// Turns to eight frames.
  ///
  /// @param firstCounter the number of the first frame, which its nonce is made of
  void turnTo(long firstCounter) {
    for (int frame = 0; frame < FRAMES; frame++) {
      long counter = firstCounter + frame;
      counterLow[frame] = (int) counter;
      counterHigh[frame] = (int) (counter >>> 32);
    }
  }

  /// Makes one block of the key stream of each frame.
  ///
  /// @param key the eight key words
  /// @param number which block
  /// @return the words, in an array that the following call reuses
  int[] block(int[] key, int number) {
    IntVector x0 = broadcast(LANES, CONSTANT_0);
    IntVector x1 = broadcast(LANES, CONSTANT_1);
    IntVector x2 = broadcast(LANES, CONSTANT_2);
    IntVector x3 = broadcast(LANES, CONSTANT_3);
    IntVector x4 = broadcast(LANES, key[0]);
    IntVector x5 = broadcast(LANES, key[1]);
    IntVector x6 = broadcast(LANES, key[2]);
    IntVector x7 = broadcast(LANES, key[3]);
    IntVector x8 = broadcast(LANES, key[4]);
    IntVector x9 = broadcast(LANES, key[5]);
    IntVector x10 = broadcast(LANES, key[6]);
    IntVector x11 = broadcast(LANES, key[7]);
    IntVector x12 = broadcast(LANES, number);
    IntVector x13 = zero(LANES);
    IntVector x14 = fromArray(LANES, counterLow, 0);
    IntVector x15 = fromArray(LANES, counterHigh, 0);
    for (int i = 0; i < DOUBLE_ROUNDS; i++) {
      // columns
      x0 = x0.add(x4);
      x1 = x1.add(x5);
      x2 = x2.add(x6);
      x3 = x3.add(x7);
      x12 = x12.lanewise(XOR, x0).lanewise(ROL, 16);
      x13 = x13.lanewise(XOR, x1).lanewise(ROL, 16);
      x14 = x14.lanewise(XOR, x2).lanewise(ROL, 16);
      x15 = x15.lanewise(XOR, x3).lanewise(ROL, 16);
      x8 = x8.add(x12);
      x9 = x9.add(x13);
      x10 = x10.add(x14);
      x11 = x11.add(x15);
      x4 = x4.lanewise(XOR, x8).lanewise(ROL, 12);
      x5 = x5.lanewise(XOR, x9).lanewise(ROL, 12);
      x6 = x6.lanewise(XOR, x10).lanewise(ROL, 12);
      x7 = x7.lanewise(XOR, x11).lanewise(ROL, 12);
      x0 = x0.add(x4);
      x1 = x1.add(x5);
      x2 = x2.add(x6);
      x3 = x3.add(x7);
      x12 = x12.lanewise(XOR, x0).lanewise(ROL, 8);
      x13 = x13.lanewise(XOR, x1).lanewise(ROL, 8);
      x14 = x14.lanewise(XOR, x2).lanewise(ROL, 8);
      x15 = x15.lanewise(XOR, x3).lanewise(ROL, 8);
      x8 = x8.add(x12);
      x9 = x9.add(x13);
      x10 = x10.add(x14);
      x11 = x11.add(x15);
      x4 = x4.lanewise(XOR, x8).lanewise(ROL, 7);
      x5 = x5.lanewise(XOR, x9).lanewise(ROL, 7);
      x6 = x6.lanewise(XOR, x10).lanewise(ROL, 7);
      x7 = x7.lanewise(XOR, x11).lanewise(ROL, 7);
      // diagonals
      x0 = x0.add(x5);
      x1 = x1.add(x6);
      x2 = x2.add(x7);
      x3 = x3.add(x4);
      x15 = x15.lanewise(XOR, x0).lanewise(ROL, 16);
      x12 = x12.lanewise(XOR, x1).lanewise(ROL, 16);
      x13 = x13.lanewise(XOR, x2).lanewise(ROL, 16);
      x14 = x14.lanewise(XOR, x3).lanewise(ROL, 16);
      x10 = x10.add(x15);
      x11 = x11.add(x12);
      x8 = x8.add(x13);
      x9 = x9.add(x14);
      x5 = x5.lanewise(XOR, x10).lanewise(ROL, 12);
      x6 = x6.lanewise(XOR, x11).lanewise(ROL, 12);
      x7 = x7.lanewise(XOR, x8).lanewise(ROL, 12);
      x4 = x4.lanewise(XOR, x9).lanewise(ROL, 12);
      x0 = x0.add(x5);
      x1 = x1.add(x6);
      x2 = x2.add(x7);
      x3 = x3.add(x4);
      x15 = x15.lanewise(XOR, x0).lanewise(ROL, 8);
      x12 = x12.lanewise(XOR, x1).lanewise(ROL, 8);
      x13 = x13.lanewise(XOR, x2).lanewise(ROL, 8);
      x14 = x14.lanewise(XOR, x3).lanewise(ROL, 8);
      x10 = x10.add(x15);
      x11 = x11.add(x12);
      x8 = x8.add(x13);
      x9 = x9.add(x14);
      x5 = x5.lanewise(XOR, x10).lanewise(ROL, 7);
      x6 = x6.lanewise(XOR, x11).lanewise(ROL, 7);
      x7 = x7.lanewise(XOR, x8).lanewise(ROL, 7);
      x4 = x4.lanewise(XOR, x9).lanewise(ROL, 7);
    }
    int[] out = words;
    x0.add(CONSTANT_0).intoArray(out, 0);
    x1.add(CONSTANT_1).intoArray(out, 8);
    x2.add(CONSTANT_2).intoArray(out, 16);
    x3.add(CONSTANT_3).intoArray(out, 24);
    x4.add(key[0]).intoArray(out, 32);
    x5.add(key[1]).intoArray(out, 40);
    x6.add(key[2]).intoArray(out, 48);
    x7.add(key[3]).intoArray(out, 56);
    x8.add(key[4]).intoArray(out, 64);
    x9.add(key[5]).intoArray(out, 72);
    x10.add(key[6]).intoArray(out, 80);
    x11.add(key[7]).intoArray(out, 88);
    x12.add(number).intoArray(out, 96);
    x13.intoArray(out, 104);
    x14.add(fromArray(LANES, counterLow, 0)).intoArray(out, 112);
    x15.add(fromArray(LANES, counterHigh, 0)).intoArray(out, 120);
    return out;
  }
}
