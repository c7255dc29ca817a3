package dev.cometj.crypto.internal.ed25519;

import java.util.random.RandomGenerator;

/// Claims put into one equation: 8 (sum of z s) B - 8 sum of (z R + z k A) is the neutral element, with a random z of
/// 128 bits for each claim.
///
/// If all claims hold, so does the equation. If one does not, at most one of all 2^128 values of its z makes the sum
/// neutral, whatever the others are; so z must not be foreseen by who made the signatures. Taking z k modulo L
/// changes a term by a multiple of L A, which the cofactor clears.
final class Batch {

  private final Claim[] claims;
  private final int count;

  /// Two words each, followed by two that are zero.
  private final long[][] ofR;

  private final long[][] ofKeys;
  private long[] ofBase = new long[4];

  Batch(Claim[] claims, int count, RandomGenerator random) {
    this.claims = claims;
    this.count = count;
    this.ofR = new long[count][4];
    this.ofKeys = new long[count][];
    byte[] bytes = new byte[count * Verification.COEFFICIENT_BYTES];
    random.nextBytes(bytes);
    for (int i = 0; i < count; i++) {
      long[] words = Scalars.decode(bytes, i * Verification.COEFFICIENT_BYTES, 2);
      ofR[i][0] = words[0];
      ofR[i][1] = words[1];
      ofKeys[i] = Scalars.multiply(words, claims[i].k());
      ofBase = Scalars.add(ofBase, Scalars.multiply(words, claims[i].s()));
    }
  }

  int count() {
    return count;
  }

  Claim claim(int i) {
    return claims[i];
  }

  /// By what R is multiplied.
  long[] ofR(int i) {
    return ofR[i];
  }

  /// By what A is multiplied.
  long[] ofKey(int i) {
    return ofKeys[i];
  }

  /// By what B is multiplied.
  long[] ofBase() {
    return ofBase;
  }

  boolean hasAllTables() {
    for (int i = 0; i < count; i++) {
      if (claims[i].key().table() == null) {
        return false;
      }
    }
    return true;
  }
}
