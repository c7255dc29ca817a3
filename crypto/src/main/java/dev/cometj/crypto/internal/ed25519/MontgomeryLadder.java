package dev.cometj.crypto.internal.ed25519;

/// Multiplies a point of Curve25519 by a secret number, both given and taken as RFC 7748 encodes them: the function
/// `X25519`.
///
/// Each of the 255 steps does the same work on the same addresses, whatever the number's bits are.
public final class MontgomeryLadder {
  private static final int TOP_BIT = 254;

  /// (486662 - 2) / 4, from the curve's equation.
  private static final long A24 = 121_665;

  private final FieldElement x1;
  private final FieldElement x2 = FieldElement.of(1);
  private final FieldElement z2 = FieldElement.of(0);
  private final FieldElement x3 = FieldElement.of(0);
  private final FieldElement z3 = FieldElement.of(1);
  private final FieldElement a = new FieldElement();
  private final FieldElement b = new FieldElement();
  private final FieldElement c = new FieldElement();
  private final FieldElement d = new FieldElement();

  private MontgomeryLadder(byte[] point) {
    x1 = FieldElement.decode(point, 0);
    x3.set(x1);
  }

  /// Multiplies.
  ///
  /// @param number 32 bytes, which are clamped here
  /// @param point the 32 bytes of a u-coordinate; the highest bit is ignored, and values from p on are accepted
  /// @return the 32 bytes of the product's u-coordinate; all zeros for a point of low order
  public static byte[] multiply(byte[] number, byte[] point) {
    return new MontgomeryLadder(point).climb(clamped(number));
  }

  /// Multiplies the base point, 9, as points of the other curve are, by a table.
  ///
  /// @param number 32 bytes, which are clamped here
  /// @return the 32 bytes of the product's u-coordinate
  public static byte[] publicKey(byte[] number) {
    return SecretMultiple.of(Scalars.decode(clamped(number), 0, 4)).encodeMontgomery();
  }

  private static byte[] clamped(byte[] number) {
    byte[] bytes = number.clone();
    SigningKey.clamp(bytes);
    return bytes;
  }

  private byte[] climb(byte[] number) {
    int swapped = 0;
    for (int at = TOP_BIT; at >= 0; at--) {
      int bit = number[at >>> 3] >>> (at & 7) & 1;
      swap(swapped ^ bit);
      swapped = bit;
      step();
    }
    swap(swapped);
    z2.invert(z2);
    x2.multiply(x2, z2);
    return x2.encode();
  }

  private void swap(int condition) {
    FieldElement.swap(x2, x3, condition);
    FieldElement.swap(z2, z3, condition);
  }

  /// Doubles (x2, z2), and adds (x3, z3) to it, whose difference is (x1, 1).
  private void step() {
    a.add(x2, z2);
    b.subtract(x2, z2);
    c.add(x3, z3);
    d.subtract(x3, z3);
    d.multiply(d, a);
    c.multiply(c, b);
    a.square(a);
    b.square(b);
    x3.add(d, c);
    x3.square(x3);
    z3.subtract(d, c);
    z3.square(z3);
    z3.multiply(z3, x1);
    x2.multiply(a, b);
    b.subtract(a, b);
    z2.multiply(b, A24);
    z2.add(z2, a);
    z2.multiply(z2, b);
  }
}
