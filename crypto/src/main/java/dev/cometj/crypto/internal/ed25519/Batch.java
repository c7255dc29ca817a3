package dev.cometj.crypto.internal.ed25519;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/// Claims put into one equation: 8 (sum of z s) B - 8 sum of (z R + z k A) is the neutral element, with a random z of
/// 128 bits for each claim.
///
/// If all claims hold, so does the equation. If one does not, at most one of all 2^128 values of its z makes the sum
/// neutral, whatever the others are; so z must not be foreseen by who made the signatures. Taking z k modulo L
/// changes a term by a multiple of L A, which the cofactor clears.
///
/// The terms of one key are added up to a single one: the signatures of a few validators below many blocks cost little
/// more than their Rs.
final class Batch {

  private final Claim[] claims;
  private final int count;

  /// Two words each, followed by two that are zero.
  private final long[][] ofR;

  private final List<PreparedKey> keys = new ArrayList<>();
  private final List<long[]> ofKeys = new ArrayList<>();
  private long[] ofBase = new long[4];

  Batch(Claim[] claims, int count, RandomGenerator random) {
    this.claims = claims;
    this.count = count;
    this.ofR = new long[count][4];
    IdentityHashMap<PreparedKey, Integer> places = new IdentityHashMap<>();
    byte[] bytes = new byte[count * Verification.COEFFICIENT_BYTES];
    random.nextBytes(bytes);
    for (int i = 0; i < count; i++) {
      long[] words = Scalars.decode(bytes, i * Verification.COEFFICIENT_BYTES, 2);
      ofR[i][0] = words[0];
      ofR[i][1] = words[1];
      add(places, claims[i].key(), Scalars.multiply(words, claims[i].k()));
      ofBase = Scalars.add(ofBase, Scalars.multiply(words, claims[i].s()));
    }
  }

  private void add(IdentityHashMap<PreparedKey, Integer> places, PreparedKey key, long[] factor) {
    Integer place = places.putIfAbsent(key, keys.size());
    if (place == null) {
      keys.add(key);
      ofKeys.add(factor);
    } else {
      ofKeys.set(place, Scalars.add(ofKeys.get(place), factor));
    }
  }

  int count() {
    return count;
  }

  /// The R of a claim.
  EdwardsPoint r(int i) {
    return claims[i].r();
  }

  /// By what R is multiplied.
  long[] ofR(int i) {
    return ofR[i];
  }

  /// How many keys there are.
  int keyCount() {
    return keys.size();
  }

  PreparedKey key(int i) {
    return keys.get(i);
  }

  /// By what the key's A is multiplied.
  long[] ofKey(int i) {
    return ofKeys.get(i);
  }

  /// By what B is multiplied.
  long[] ofBase() {
    return ofBase;
  }

  boolean hasAllTables() {
    for (PreparedKey key : keys) {
      if (key.table() == null) {
        return false;
      }
    }
    return true;
  }
}
