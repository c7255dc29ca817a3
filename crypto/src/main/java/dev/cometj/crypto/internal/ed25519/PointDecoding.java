package dev.cometj.crypto.internal.ed25519;

import org.jspecify.annotations.Nullable;

/// A point on its way from its 32 bytes, by ZIP-215: y from p on is accepted and reduced, and so is the sign bit with
/// x = 0.
///
/// x is a square root of u / v, which is r = u v^3 (u v^7)^((p - 5) / 8), times the root of -1 if need be. The power
/// takes nearly all of the time, and may be computed for many points at once.
final class PointDecoding {

  private static final FieldElement ONE = FieldElement.of(1);

  private final int signBit;
  private final FieldElement y;
  private final FieldElement u = new FieldElement();
  private final FieldElement v = new FieldElement();
  private final FieldElement v3 = new FieldElement();
  private final FieldElement uv7 = new FieldElement();

  PointDecoding(byte[] bytes, int offset) {
    signBit = bytes[offset + FieldElement.BYTES - 1] >> 7 & 1;
    y = FieldElement.decode(bytes, offset);
    FieldElement square = new FieldElement();
    square.square(y);
    u.subtract(square, ONE);
    v.multiply(square, EdwardsPoint.D);
    v.add(v, ONE);
    v3.square(v);
    v3.multiply(v3, v);
    uv7.square(v3);
    uv7.multiply(uv7, v);
    uv7.multiply(uv7, u);
  }

  /// What is to be raised to (p - 5) / 8.
  FieldElement base() {
    return uv7;
  }

  /// Ends the decoding.
  ///
  /// @param power the power of [#base()]
  /// @return the point, or null if no point has this y
  @Nullable EdwardsPoint point(FieldElement power) {
    FieldElement x = new FieldElement();
    x.multiply(power, v3);
    x.multiply(x, u);
    FieldElement check = new FieldElement();
    check.square(x);
    check.multiply(check, v);
    if (!check.sameAs(u)) {
      x.multiply(x, EdwardsPoint.ROOT_OF_MINUS_ONE);
      check.negate(check);
      if (!check.sameAs(u)) {
        return null;
      }
    }
    if (x.lowestBit() != signBit) {
      x.negate(x);
    }
    return new EdwardsPoint(x, y);
  }

  /// Decodes many points.
  ///
  /// @param decodings the points
  /// @param powers what raises many numbers at once
  /// @return the points in the same order, null for what is none
  static @Nullable EdwardsPoint[] points(PointDecoding[] decodings, RootPowers powers) {
    long[] words = new long[decodings.length * RootPowers.WORDS];
    for (int i = 0; i < decodings.length; i++) {
      decodings[i].base().writeWords(words, i * RootPowers.WORDS);
    }
    powers.raise(words, 0, decodings.length);
    @Nullable EdwardsPoint[] points = new EdwardsPoint[decodings.length];
    FieldElement power = new FieldElement();
    for (int i = 0; i < decodings.length; i++) {
      power.readWords(words, i * RootPowers.WORDS);
      points[i] = decodings[i].point(power);
    }
    return points;
  }
}
