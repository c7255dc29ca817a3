package dev.cometj.crypto.internal.ed25519;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The checks of signatures by ZIP-215, one by one and many at once: S is below L, A and R are points, and the equation
/// of the [Claim] holds.
public final class Verification {

  /// The size of a signature: the encodings of R and S.
  public static final int SIGNATURE_BYTES = 64;

  /// The size of a coefficient of a batch, in bytes.
  public static final int COEFFICIENT_BYTES = 16;

  /// From so many claims on, sorting multiples into buckets is cheaper than adding up those of each point.
  private static final int BUCKETS_FROM = 192;

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
    Claim claim = Claim.decode(encodedKey, key, message, signature);
    return claim != null && holds(claim);
  }

  private static boolean holds(Claim claim) {
    PointTable table = claim.key().table();
    return table == null ? ShortSum.isNeutral(claim) : TableSum.isNeutral(claim, table);
  }

  /// Checks many signatures, all at once at first, and one by one if that fails.
  ///
  /// @param encodedKeys the 32 bytes of each key as they came
  /// @param keys the same keys, prepared, or null for those that are no points
  /// @param messages the messages
  /// @param signatures the signatures, of any length
  /// @param random what nobody else can foresee
  /// @return of each signature whether ZIP-215 accepts it
  public static boolean[] verifyAll(
      byte[][] encodedKeys,
      @Nullable PreparedKey[] keys,
      byte[][] messages,
      byte[][] signatures,
      RandomGenerator random) {
    boolean[] verdicts = new boolean[keys.length];
    Claim[] claims = new Claim[keys.length];
    int[] places = new int[keys.length];
    int count = 0;
    for (int i = 0; i < keys.length; i++) {
      PreparedKey key = keys[i];
      Claim claim =
          key == null ? null : Claim.decode(encodedKeys[i], key, messages[i], signatures[i]);
      if (claim != null) {
        places[count] = i;
        claims[count++] = claim;
      }
    }
    boolean together = count > 1 && holdTogether(claims, count, random);
    for (int i = 0; i < count; i++) {
      verdicts[places[i]] = together || holds(claims[i]);
    }
    return verdicts;
  }

  private static boolean holdTogether(Claim[] claims, int count, RandomGenerator random) {
    Batch batch = new Batch(claims, count, random);
    return count < BUCKETS_FROM ? InterleavedSum.isNeutral(batch) : BucketSum.isNeutral(batch);
  }
}
