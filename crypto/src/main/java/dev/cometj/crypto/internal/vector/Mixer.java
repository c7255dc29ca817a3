package dev.cometj.crypto.internal.vector;

import static dev.cometj.crypto.FrameFormat.SEALED_BYTES;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Mixes the key stream of eight frames into their bytes. The stream comes with the frames side by side in each vector,
/// and is turned so that each vector has 32 bytes of one frame.
final class Mixer {
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_256;
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_256;

  private static final VectorShuffle<Integer> EVEN_PAIRS =
      VectorShuffle.fromValues(INTS, 0, 0, 1, 1, 4, 4, 5, 5);
  private static final VectorShuffle<Integer> ODD_PAIRS =
      VectorShuffle.fromValues(INTS, 2, 2, 3, 3, 6, 6, 7, 7);
  private static final VectorMask<Integer> ODD = VectorMask.fromLong(INTS, 0b10101010);
  private static final VectorShuffle<Long> EVEN_LONGS = VectorShuffle.fromValues(LONGS, 0, 0, 2, 2);
  private static final VectorShuffle<Long> ODD_LONGS = VectorShuffle.fromValues(LONGS, 1, 1, 3, 3);
  private static final VectorMask<Long> ODD_LONG = VectorMask.fromLong(LONGS, 0b1010);
  private static final VectorShuffle<Long> SWAP = VectorShuffle.fromValues(LONGS, 2, 3, 0, 1);
  private static final VectorMask<Long> HIGH = VectorMask.fromLong(LONGS, 0b1100);

  private Mixer() {}

  /// Mixes eight words of the stream into each frame.
  ///
  /// @param buffer the frames, [dev.cometj.crypto.FrameFormat#SEALED_BYTES] apart
  /// @param at where the 32 bytes of the first frame are
  /// @param words the stream, word `w` of frame `f` at `8 w + f`
  /// @param from the first of 64 words
  static void mix(byte[] buffer, int at, int[] words, int from) {
    IntVector a = IntVector.fromArray(INTS, words, from + 0);
    IntVector b = IntVector.fromArray(INTS, words, from + 8);
    IntVector c = IntVector.fromArray(INTS, words, from + 16);
    IntVector d = IntVector.fromArray(INTS, words, from + 24);
    IntVector e = IntVector.fromArray(INTS, words, from + 32);
    IntVector f = IntVector.fromArray(INTS, words, from + 40);
    IntVector g = IntVector.fromArray(INTS, words, from + 48);
    IntVector h = IntVector.fromArray(INTS, words, from + 56);
    LongVector ab0 =
        a.rearrange(EVEN_PAIRS).blend(b.rearrange(EVEN_PAIRS), ODD).reinterpretAsLongs();
    LongVector ab1 = a.rearrange(ODD_PAIRS).blend(b.rearrange(ODD_PAIRS), ODD).reinterpretAsLongs();
    LongVector cd0 =
        c.rearrange(EVEN_PAIRS).blend(d.rearrange(EVEN_PAIRS), ODD).reinterpretAsLongs();
    LongVector cd1 = c.rearrange(ODD_PAIRS).blend(d.rearrange(ODD_PAIRS), ODD).reinterpretAsLongs();
    LongVector ef0 =
        e.rearrange(EVEN_PAIRS).blend(f.rearrange(EVEN_PAIRS), ODD).reinterpretAsLongs();
    LongVector ef1 = e.rearrange(ODD_PAIRS).blend(f.rearrange(ODD_PAIRS), ODD).reinterpretAsLongs();
    LongVector gh0 =
        g.rearrange(EVEN_PAIRS).blend(h.rearrange(EVEN_PAIRS), ODD).reinterpretAsLongs();
    LongVector gh1 = g.rearrange(ODD_PAIRS).blend(h.rearrange(ODD_PAIRS), ODD).reinterpretAsLongs();
    LongVector p0 = ab0.rearrange(EVEN_LONGS).blend(cd0.rearrange(EVEN_LONGS), ODD_LONG);
    LongVector p1 = ab0.rearrange(ODD_LONGS).blend(cd0.rearrange(ODD_LONGS), ODD_LONG);
    LongVector p2 = ab1.rearrange(EVEN_LONGS).blend(cd1.rearrange(EVEN_LONGS), ODD_LONG);
    LongVector p3 = ab1.rearrange(ODD_LONGS).blend(cd1.rearrange(ODD_LONGS), ODD_LONG);
    LongVector q0 = ef0.rearrange(EVEN_LONGS).blend(gh0.rearrange(EVEN_LONGS), ODD_LONG);
    LongVector q1 = ef0.rearrange(ODD_LONGS).blend(gh0.rearrange(ODD_LONGS), ODD_LONG);
    LongVector q2 = ef1.rearrange(EVEN_LONGS).blend(gh1.rearrange(EVEN_LONGS), ODD_LONG);
    LongVector q3 = ef1.rearrange(ODD_LONGS).blend(gh1.rearrange(ODD_LONGS), ODD_LONG);
    int at0 = at + 0 * SEALED_BYTES;
    ByteVector.fromArray(BYTES, buffer, at0)
        .lanewise(XOR, p0.blend(q0.rearrange(SWAP), HIGH).reinterpretAsBytes())
        .intoArray(buffer, at0);
    int at1 = at + 1 * SEALED_BYTES;
    ByteVector.fromArray(BYTES, buffer, at1)
        .lanewise(XOR, p1.blend(q1.rearrange(SWAP), HIGH).reinterpretAsBytes())
        .intoArray(buffer, at1);
    int at2 = at + 2 * SEALED_BYTES;
    ByteVector.fromArray(BYTES, buffer, at2)
        .lanewise(XOR, p2.blend(q2.rearrange(SWAP), HIGH).reinterpretAsBytes())
        .intoArray(buffer, at2);
    int at3 = at + 3 * SEALED_BYTES;
    ByteVector.fromArray(BYTES, buffer, at3)
        .lanewise(XOR, p3.blend(q3.rearrange(SWAP), HIGH).reinterpretAsBytes())
        .intoArray(buffer, at3);
    int at4 = at + 4 * SEALED_BYTES;
    ByteVector.fromArray(BYTES, buffer, at4)
        .lanewise(XOR, p0.rearrange(SWAP).blend(q0, HIGH).reinterpretAsBytes())
        .intoArray(buffer, at4);
    int at5 = at + 5 * SEALED_BYTES;
    ByteVector.fromArray(BYTES, buffer, at5)
        .lanewise(XOR, p1.rearrange(SWAP).blend(q1, HIGH).reinterpretAsBytes())
        .intoArray(buffer, at5);
    int at6 = at + 6 * SEALED_BYTES;
    ByteVector.fromArray(BYTES, buffer, at6)
        .lanewise(XOR, p2.rearrange(SWAP).blend(q2, HIGH).reinterpretAsBytes())
        .intoArray(buffer, at6);
    int at7 = at + 7 * SEALED_BYTES;
    ByteVector.fromArray(BYTES, buffer, at7)
        .lanewise(XOR, p3.rearrange(SWAP).blend(q3, HIGH).reinterpretAsBytes())
        .intoArray(buffer, at7);
  }
}
