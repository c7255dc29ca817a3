package dev.cometj.crypto.internal.ed25519;

import dev.cometj.crypto.internal.vector.RootLanes;
import java.util.Arrays;
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
  private static final int BUCKETS_FROM = 224;

  private static final RootPowers POWERS =
      RootLanes.isUsable() ? new RootLanes(new OneByOne()) : new OneByOne();

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
    int count = keys.length;
    int[] places = new int[count];
    PointDecoding[] decodings = new PointDecoding[count];
    int left = 0;
    for (int i = 0; i < count; i++) {
      if (keys[i] != null && Claim.readS(signatures[i]) != null) {
        places[left] = i;
        decodings[left++] = new PointDecoding(signatures[i], 0);
      }
    }
    @Nullable EdwardsPoint[] points = PointDecoding.points(Arrays.copyOf(decodings, left), POWERS);
    Claim[] claims = new Claim[left];
    int good = 0;
    for (int at = 0; at < left; at++) {
      int i = places[at];
      PreparedKey key = keys[i];
      long[] s = Claim.readS(signatures[i]);
      EdwardsPoint r = points[at];
      if (key != null && s != null && r != null) {
        places[good] = i;
        claims[good++] =
            new Claim(key, r, s, Claim.challenge(encodedKeys[i], messages[i], signatures[i]));
      }
    }
    boolean[] verdicts = new boolean[count];
    boolean together = good > 1 && holdTogether(claims, good, random);
    for (int at = 0; at < good; at++) {
      verdicts[places[at]] = together || holds(claims[at]);
    }
    return verdicts;
  }

  private static boolean holdTogether(Claim[] claims, int count, RandomGenerator random) {
    Batch batch = new Batch(claims, count, random);
    return count < BUCKETS_FROM ? InterleavedSum.isNeutral(batch) : BucketSum.isNeutral(batch);
  }
}
