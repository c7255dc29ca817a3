package dev.cometj.crypto.internal.vector;

import static dev.cometj.crypto.FrameFormat.PLAIN_BYTES;
import static dev.cometj.crypto.FrameFormat.SEALED_BYTES;
import static dev.cometj.crypto.internal.vector.KeyStream.FRAMES;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import dev.cometj.crypto.internal.frame.PolyTag;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Poly1305 (RFC 8439) over the cipher text of eight frames at once, four in each vector.
///
/// Numbers have five limbs of 26 bits. Products are made of operands that are visibly masked to 32 bits, because the JIT
/// has a single instruction for those.
final class PolyLanes {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VectorSpecies<Long> LANES = LongVector.SPECIES_256;
  private static final int SET = LANES.length();
  private static final long LIMB = (1L << 26) - 1;
  private static final long LOW_32 = 0xffff_ffffL;
  private static final int WHOLE_BLOCKS = PLAIN_BYTES / 16;
  private static final int BLOCKS = WHOLE_BLOCKS + 2;
  private static final long CLAMP_LOW = 0x0ffffffc_0fffffffL;
  private static final long CLAMP_HIGH = 0x0ffffffc_0ffffffcL;

  /// The words of the one-time keys: word `w` of frame `f` at `8 w + f`.
  private final int[] keys = new int[8 * FRAMES];

  /// The text in blocks of two 64-bit words: the low words of the eight frames, then the high ones.
  private final long[] text = new long[BLOCKS * 2 * FRAMES];

  private final long[] limbs = new long[5 * FRAMES];
  private final PolyTag[] tags =
      Stream.generate(PolyTag::new).limit(FRAMES).toArray(PolyTag[]::new);

  /// Computes the tags of eight frames.
  ///
  /// @param keyBlock the first block of each frame's key stream, as [KeyStream#block] gives it
  /// @param buffer the sealed frames
  /// @param offset where the first begins
  void compute(int[] keyBlock, byte[] buffer, int offset) {
    System.arraycopy(keyBlock, 0, keys, 0, keys.length);
    gather(buffer, offset);
    for (int set = 0; set < FRAMES; set += SET) {
      clamp(set);
      absorb(set);
    }
    for (int frame = 0; frame < FRAMES; frame++) {
      tags[frame].complete(
          limbs[frame],
          limbs[FRAMES + frame],
          limbs[2 * FRAMES + frame],
          limbs[3 * FRAMES + frame],
          limbs[4 * FRAMES + frame],
          key(4, frame),
          key(6, frame));
    }
  }

  /// Gives a tag computed.
  ///
  /// @param frame which frame's, 0..7
  /// @return the tag, in an object that the following computation reuses
  PolyTag tag(int frame) {
    return tags[frame];
  }

  private void gather(byte[] buffer, int offset) {
    for (int frame = 0; frame < FRAMES; frame++) {
      int from = offset + frame * SEALED_BYTES;
      int to = frame;
      for (int block = 0; block < WHOLE_BLOCKS; block++) {
        text[to] = (long) LONG.get(buffer, from);
        text[to + FRAMES] = (long) LONG.get(buffer, from + Long.BYTES);
        from += 16;
        to += 2 * FRAMES;
      }
      text[to] = (int) INT.get(buffer, from) & LOW_32; // the last four bytes, and zeros
      text[to + FRAMES] = 0;
      text[to + 2 * FRAMES] = 0; // no associated data
      text[to + 3 * FRAMES] = PLAIN_BYTES;
    }
  }

  /// Lays the limbs of the factors where [#absorb] begins with.
  private void clamp(int set) {
    for (int frame = set; frame < set + SET; frame++) {
      long r0 = key(0, frame) & CLAMP_LOW;
      long r1 = key(2, frame) & CLAMP_HIGH;
      limbs[frame] = r0 & LIMB;
      limbs[FRAMES + frame] = (r0 >>> 26) & LIMB;
      limbs[2 * FRAMES + frame] = ((r0 >>> 52) | (r1 << 12)) & LIMB;
      limbs[3 * FRAMES + frame] = (r1 >>> 14) & LIMB;
      limbs[4 * FRAMES + frame] = r1 >>> 40;
    }
  }

  private long key(int word, int frame) {
    return (keys[word * FRAMES + frame] & LOW_32)
        | ((long) keys[(word + 1) * FRAMES + frame] << 32);
  }

  private void absorb(int set) {
    LongVector r0 = LongVector.fromArray(LANES, limbs, set).and(LOW_32);
    LongVector r1 = LongVector.fromArray(LANES, limbs, FRAMES + set).and(LOW_32);
    LongVector r2 = LongVector.fromArray(LANES, limbs, 2 * FRAMES + set).and(LOW_32);
    LongVector r3 = LongVector.fromArray(LANES, limbs, 3 * FRAMES + set).and(LOW_32);
    LongVector r4 = LongVector.fromArray(LANES, limbs, 4 * FRAMES + set).and(LOW_32);
    LongVector s1 = r1.lanewise(LSHL, 2).add(r1).and(LOW_32);
    LongVector s2 = r2.lanewise(LSHL, 2).add(r2).and(LOW_32);
    LongVector s3 = r3.lanewise(LSHL, 2).add(r3).and(LOW_32);
    LongVector s4 = r4.lanewise(LSHL, 2).add(r4).and(LOW_32);
    LongVector h0 = LongVector.zero(LANES);
    LongVector h1 = h0;
    LongVector h2 = h0;
    LongVector h3 = h0;
    LongVector h4 = h0;
    for (int at = set; at < BLOCKS * 2 * FRAMES; at += 2 * FRAMES) {
      LongVector lower = LongVector.fromArray(LANES, text, at);
      LongVector upper = LongVector.fromArray(LANES, text, at + FRAMES);
      h0 = h0.add(lower.and(LIMB)).and(LOW_32);
      h1 = h1.add(lower.lanewise(LSHR, 26).and(LIMB)).and(LOW_32);
      h2 = h2.add(lower.lanewise(LSHR, 52).or(upper.lanewise(LSHL, 12)).and(LIMB)).and(LOW_32);
      h3 = h3.add(upper.lanewise(LSHR, 14).and(LIMB)).and(LOW_32);
      h4 = h4.add(upper.lanewise(LSHR, 40).or(1L << 24)).and(LOW_32);
      LongVector d0 = h0.mul(r0).add(h1.mul(s4)).add(h2.mul(s3)).add(h3.mul(s2)).add(h4.mul(s1));
      LongVector d1 = h0.mul(r1).add(h1.mul(r0)).add(h2.mul(s4)).add(h3.mul(s3)).add(h4.mul(s2));
      LongVector d2 = h0.mul(r2).add(h1.mul(r1)).add(h2.mul(r0)).add(h3.mul(s4)).add(h4.mul(s3));
      LongVector d3 = h0.mul(r3).add(h1.mul(r2)).add(h2.mul(r1)).add(h3.mul(r0)).add(h4.mul(s4));
      LongVector d4 = h0.mul(r4).add(h1.mul(r3)).add(h2.mul(r2)).add(h3.mul(r1)).add(h4.mul(r0));
      d1 = d1.add(d0.lanewise(LSHR, 26));
      h0 = d0.and(LIMB);
      d4 = d4.add(d3.lanewise(LSHR, 26));
      h3 = d3.and(LIMB);
      d2 = d2.add(d1.lanewise(LSHR, 26));
      h1 = d1.and(LIMB);
      LongVector carry = d4.lanewise(LSHR, 26);
      h0 = h0.add(carry.lanewise(LSHL, 2).add(carry));
      h4 = d4.and(LIMB);
      h3 = h3.add(d2.lanewise(LSHR, 26));
      h2 = d2.and(LIMB);
      h1 = h1.add(h0.lanewise(LSHR, 26));
      h0 = h0.and(LIMB);
      h4 = h4.add(h3.lanewise(LSHR, 26));
      h3 = h3.and(LIMB);
    }
    h0.intoArray(limbs, set);
    h1.intoArray(limbs, FRAMES + set);
    h2.intoArray(limbs, 2 * FRAMES + set);
    h3.intoArray(limbs, 3 * FRAMES + set);
    h4.intoArray(limbs, 4 * FRAMES + set);
  }
}
