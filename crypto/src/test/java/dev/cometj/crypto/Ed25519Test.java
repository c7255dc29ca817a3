package dev.cometj.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

class Ed25519Test {

  private final Random random = new Random(25519);

  @Test
  void agreesWithAStrictVerifierOnOrdinarySignatures() {
    for (int i = 0; i < 500; i++) {
      Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(message);
      byte[] signature = key.sign(message);
      assertThat(strict(key, message, signature)).isTrue();
      assertThat(key.publicKey().verifies(message, signature)).isTrue();
      signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
      assertThat(key.publicKey().verifies(message, signature)).isFalse();
      assertThat(strict(key, message, signature)).isFalse();
    }
  }

  @Test
  void makesTheSameKeysAndSignaturesAsAnotherImplementation() {
    for (int i = 0; i < 500; i++) {
      byte[] seed = new byte[Ed25519PrivateKey.SEED_BYTES];
      random.nextBytes(seed);
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(message);
      byte[] key = new byte[Ed25519PublicKey.KEY_BYTES];
      Ed25519.generatePublicKey(seed, 0, key, 0);
      byte[] signature = new byte[Ed25519PublicKey.SIGNATURE_BYTES];
      Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
      Ed25519PrivateKey ours = Ed25519PrivateKey.fromSeed(seed);
      assertThat(ours.publicKey().bytes()).isEqualTo(key);
      assertThat(ours.sign(message)).isEqualTo(signature);
    }
  }

  private static boolean strict(Ed25519PrivateKey key, byte[] message, byte[] signature) {
    return Ed25519.verify(signature, 0, key.publicKey().bytes(), 0, message, 0, message.length);
  }

  @Test
  void acceptsNoRandomBytes() {
    byte[] message = {1, 2, 3};
    for (int i = 0; i < 500; i++) {
      byte[] key = new byte[32];
      byte[] signature = new byte[i % 130];
      random.nextBytes(key);
      random.nextBytes(signature);
      if (signature.length == 64) {
        signature[63] &= 0x0f;
      }
      assertThat(Ed25519PublicKey.of(key).verifies(message, signature)).isFalse();
    }
  }

  @Test
  void keepsKeysByTheirBytes() {
    Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
    Ed25519PublicKey same = Ed25519PublicKey.of(key.publicKey().bytes());
    assertThat(same).isEqualTo(key.publicKey()).hasSameHashCodeAs(key.publicKey());
    assertThat(same).isNotEqualTo(Ed25519PrivateKey.generate(random).publicKey());
    same.bytes()[0] ^= 1;
    assertThat(same).isEqualTo(key.publicKey());
    byte[] encoded = key.encode();
    Ed25519PrivateKey decoded = Ed25519PrivateKey.decode(encoded);
    encoded[0] ^= 1;
    assertThat(decoded.sign(encoded)).isEqualTo(key.sign(encoded));
  }

  @Test
  void neverShowsThePrivateKey() {
    Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
    assertThat(key.toString()).endsWith(key.publicKey().toString());
    assertThat(key.publicKey().toString()).hasSize(64);
  }

  @Test
  void refusesKeysThatAreNone() {
    byte[] encoded = Ed25519PrivateKey.generate(random).encode();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ed25519PrivateKey.decode(Arrays.copyOf(encoded, 63)));
    encoded[40] ^= 1;
    assertThatIllegalArgumentException().isThrownBy(() -> Ed25519PrivateKey.decode(encoded));
    assertThatIllegalArgumentException().isThrownBy(() -> Ed25519PrivateKey.fromSeed(new byte[33]));
    assertThatIllegalArgumentException().isThrownBy(() -> Ed25519PublicKey.of(new byte[31]));
    assertThatIllegalArgumentException().isThrownBy(() -> X25519KeyPair.of(new byte[31]));
    X25519KeyPair pair = X25519KeyPair.generate(random);
    assertThatIllegalArgumentException().isThrownBy(() -> pair.sharedSecret(new byte[33]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HkdfSha256.derive(encoded, encoded, 8_161));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MerlinTranscript("t").challenge("c", -1));
  }

  @Test
  void agreesOnASecretOfFreshKeys() throws LowOrderPointException {
    X25519KeyPair a = X25519KeyPair.generate(random);
    X25519KeyPair b = X25519KeyPair.generate(random);
    assertThat(a.sharedSecret(b.publicKey())).isEqualTo(b.sharedSecret(a.publicKey()));
  }
}
