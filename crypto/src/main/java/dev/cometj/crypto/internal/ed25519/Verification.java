package dev.cometj.crypto.internal.ed25519;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The check of one signature (R, S) of a message M under a key A by ZIP-215: S is below L, A and R are points, and
/// 8 (S B - R - k A) is the neutral element, with k = SHA-512(R, A, M) over the bytes as they came.
///
/// The equation is first multiplied by a short w for which w k is short as well (see [ShortMultiples]); then all
/// four multiples are summed up along one chain of doublings.
public final class Verification {

  /// The size of a signature: the encodings of R and S.
  public static final int SIGNATURE_BYTES = 64;

  private static final int HALF = 32;
  private static final int R_DIGIT_WIDTH = 4;
  private static final int DIGITS = 2 * BasePoint.UPPER_SHIFT;

  private Verification() {}

  /// Checks a signature.
  ///
  /// @param encodedKey the 32 bytes of the key as they came
  /// @param key the same key, prepared
  /// @param message the message
  /// @param signature the signature, of any length
  /// @return whether ZIP-215 accepts the signature
  public static boolean verify(
      byte[] encodedKey, PreparedKey key, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    long[] s = Scalars.decode(signature, HALF, 4);
    if (!Scalars.isReduced(s)) {
      return false;
    }
    EdwardsPoint r = EdwardsPoint.decode(signature, 0);
    if (r == null) {
      return false;
    }
    ShortMultiples multiples = new ShortMultiples(challenge(encodedKey, message, signature));
    return isSumNeutral(multiples, Scalars.multiply(multiples.w(), s), key, r);
  }

  private static long[] challenge(byte[] encodedKey, byte[] message, byte[] signature) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      digest.update(signature, 0, HALF);
      digest.update(encodedKey);
      return Scalars.reduce(Scalars.decode(digest.digest(message), 0, 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }

  /// Tells whether 8 (c B - |w| R - sign(w) u A) is neutral.
  private static boolean isSumNeutral(
      ShortMultiples multiples, long[] c, PreparedKey key, EdwardsPoint r) {
    byte[] baseDigits = Scalars.signedDigits(c, BasePoint.DIGIT_WIDTH, DIGITS);
    byte[] keyDigits = Scalars.signedDigits(multiples.u(), PreparedKey.DIGIT_WIDTH, DIGITS);
    byte[] rDigits = Scalars.signedDigits(multiples.w(), R_DIGIT_WIDTH, DIGITS);
    CachedPoint[] rMultiples = CachedPoint.oddMultiples(r, 1 << (R_DIGIT_WIDTH - 2));
    boolean keyAdds = multiples.isWNegative();
    EdwardsPoint sum = new EdwardsPoint();
    for (int i = BasePoint.UPPER_SHIFT - 1; i >= 0; i--) {
      int lower = baseDigits[i];
      int upper = baseDigits[i + BasePoint.UPPER_SHIFT];
      int ofKey = keyDigits[i];
      int ofR = rDigits[i];
      int left = count(lower) + count(upper) + count(ofKey) + count(ofR);
      sum.doubleUp(left > 0);
      if (lower != 0) {
        sum.add(BasePoint.lower(Math.abs(lower)), lower < 0, --left > 0);
      }
      if (upper != 0) {
        sum.add(BasePoint.upper(Math.abs(upper)), upper < 0, --left > 0);
      }
      if (ofKey != 0) {
        sum.add(key.multiple(Math.abs(ofKey)), ofKey < 0 == keyAdds, --left > 0);
      }
      if (ofR != 0) {
        sum.add(rMultiples[Math.abs(ofR) >> 1], ofR > 0, --left > 0);
      }
    }
    for (int i = 0; i < 3; i++) {
      sum.doubleUp(false);
    }
    return sum.isNeutral();
  }

  private static int count(int digit) {
    return digit == 0 ? 0 : 1;
  }
}
