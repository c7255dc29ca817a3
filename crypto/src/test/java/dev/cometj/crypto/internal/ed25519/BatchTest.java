package dev.cometj.crypto.internal.ed25519;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

/// The two ways of summing up a batch, which its users cannot tell apart from single checks but by the time.
class BatchTest {

  private static final int COUNT = 40;

  private final Random random = new Random(128);

  private Claim good(boolean expanded) {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    byte[] key = new byte[32];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    byte[] message = new byte[40];
    random.nextBytes(message);
    byte[] signature = new byte[64];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    PreparedKey prepared = requireNonNull(PreparedKey.decode(key));
    return requireNonNull(
        Claim.decode(key, expanded ? prepared.expanded() : prepared, message, signature));
  }

  private Claim[] claims(int expanded) {
    Claim[] claims = new Claim[COUNT];
    for (int i = 0; i < COUNT; i++) {
      claims[i] = good(i < expanded);
    }
    return claims;
  }

  private void check(Claim[] claims, boolean holds) {
    Batch batch = new Batch(claims, claims.length, random);
    assertThat(InterleavedSum.isNeutral(batch)).as("interleaved").isEqualTo(holds);
    assertThat(BucketSum.isNeutral(batch)).as("by buckets").isEqualTo(holds);
  }

  @Test
  void bothSumsHoldForGoodSignatures() {
    check(claims(0), true);
    check(claims(COUNT / 2), true);
    check(claims(COUNT), true);
  }

  @Test
  void bothSumsFailForOneBadSignature() {
    for (int expanded : new int[] {0, COUNT / 2, COUNT}) {
      Claim[] claims = claims(expanded);
      int bad = random.nextInt(COUNT);
      Claim claim = claims[bad];
      claims[bad] =
          new Claim(
              claim.key(), claim.r(), Scalars.add(claim.s(), new long[] {1, 0, 0, 0}), claim.k());
      check(claims, false);
      claims[bad] =
          new Claim(
              claim.key(), claim.r(), claim.s(), Scalars.add(claim.k(), new long[] {8, 0, 0, 0}));
      check(claims, false);
    }
  }

  @Test
  void bothSumsTakeManySignaturesOfFewKeys() {
    for (boolean expanded : new boolean[] {false, true}) {
      Claim[] claims = new Claim[COUNT];
      PreparedKey[] keys = new PreparedKey[3];
      for (int i = 0; i < COUNT; i++) {
        claims[i] = goodOf(i % keys.length, keys, expanded);
      }
      assertThat(new Batch(claims, COUNT, random).keyCount()).isEqualTo(keys.length);
      check(claims, true);
      Claim claim = claims[COUNT - 1];
      claims[COUNT - 1] =
          new Claim(
              claim.key(), claim.r(), claim.s(), Scalars.add(claim.k(), new long[] {8, 0, 0, 0}));
      check(claims, false);
    }
  }

  /// A good signature of one of a few keys, which is prepared when it is first used.
  private Claim goodOf(int signer, PreparedKey[] keys, boolean expanded) {
    byte[] seed = new byte[32];
    seed[0] = (byte) signer;
    byte[] key = new byte[32];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    byte[] message = new byte[40];
    random.nextBytes(message);
    byte[] signature = new byte[64];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    if (keys[signer] == null) {
      PreparedKey prepared = requireNonNull(PreparedKey.decode(key));
      keys[signer] = expanded ? prepared.expanded() : prepared;
    }
    return requireNonNull(Claim.decode(key, keys[signer], message, signature));
  }

  @Test
  void bothSumsHoldForPointsOfSmallOrder() {
    byte[] orderEight =
        HexFormat.of().parseHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
    byte[] signature = new byte[64];
    System.arraycopy(orderEight, 0, signature, 0, 32);
    PreparedKey key = requireNonNull(PreparedKey.decode(orderEight));
    Claim[] claims = claims(COUNT);
    for (int i = 0; i < 5; i++) {
      byte[] message = {(byte) i};
      claims[i] = requireNonNull(Claim.decode(orderEight, key.expanded(), message, signature));
    }
    check(claims, true);
    claims[5] = requireNonNull(Claim.decode(orderEight, key, new byte[9], signature));
    check(claims, true);
  }

  @Test
  void multiplesOfAnExpandedKeyAreThoseOfItsPoint() {
    for (int i = 0; i < 50; i++) {
      Claim claim = good(true);
      PointTable table = requireNonNull(claim.key().table());
      assertThat(TableSum.isNeutral(claim, table)).isTrue();
      assertThat(ShortSum.isNeutral(claim)).isTrue();
      Claim bad =
          new Claim(
              claim.key(), claim.r(), Scalars.add(claim.s(), new long[] {0, 1, 0, 0}), claim.k());
      assertThat(TableSum.isNeutral(bad, table)).isFalse();
      assertThat(ShortSum.isNeutral(bad)).isFalse();
    }
  }
}
