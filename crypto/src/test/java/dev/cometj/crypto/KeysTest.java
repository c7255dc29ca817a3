package dev.cometj.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeysTest {

  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  private final Random random = new Random(7);

  private List<PrivateKey> oneOfEachType() {
    return List.of(
        Ed25519PrivateKey.generate(random),
        Secp256k1PrivateKey.generate(random),
        MlDsa65PrivateKey.generate(random));
  }

  @Test
  void everyTypeVerifiesWhatItSigned() {
    for (PrivateKey key : oneOfEachType()) {
      byte[] message = {1, 2, 3};
      byte[] signature = key.sign(message);
      assertThat(key.publicKey().verifies(message, signature)).isTrue();
      assertThat(key.publicKey().verifies(new byte[] {1, 2}, signature)).isFalse();
      assertThat(key.sign(message)).as("signing is deterministic").isEqualTo(signature);
    }
  }

  @Test
  void noTypeThrowsForWhatAPeerSent() {
    for (PrivateKey key : oneOfEachType()) {
      for (int length : new int[] {0, 1, 63, 64, 65, 3308, 3309, 3310}) {
        byte[] signature = new byte[length];
        random.nextBytes(signature);
        assertThat(key.publicKey().verifies(new byte[0], signature)).isFalse();
        assertThat(key.publicKey().verifies(new byte[0], new byte[length])).isFalse();
      }
    }
  }

  @Test
  void aKeyIsMadeOfAnyBytesOfItsLength() {
    for (PrivateKey pair : oneOfEachType()) {
      PublicKey real = pair.publicKey();
      for (byte fill : new byte[] {0, 1, 2, 4, -1}) {
        byte[] bytes = new byte[real.bytes().length];
        Arrays.fill(bytes, fill);
        PublicKey key = PublicKey.of(real.type(), bytes).orElseThrow();
        assertThat(key.bytes()).isEqualTo(bytes);
        assertThat(key.address()).hasSize(PublicKey.ADDRESS_BYTES);
        assertThat(key.verifies(new byte[3], pair.sign(new byte[3]))).isFalse();
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PublicKey.of(real.type(), new byte[31]));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PrivateKey.decode(real.type(), new byte[31]));
    }
  }

  @Test
  void unknownTypesAreNoKeys() {
    assertThat(PublicKey.of("sr25519", new byte[32])).isEmpty();
    assertThat(PrivateKey.decode("sr25519", new byte[32])).isEmpty();
  }

  @Test
  void keysAreEqualByTypeAndBytes() {
    for (PrivateKey key : oneOfEachType()) {
      PublicKey original = key.publicKey();
      PublicKey same = PublicKey.of(original.type(), original.bytes()).orElseThrow();
      assertThat(same).isEqualTo(original).hasSameHashCodeAs(original);
      assertThat(same.toString()).isEqualTo(HexFormat.of().formatHex(original.bytes()));
      assertThat(oneOfEachType()).extracting(PrivateKey::publicKey).doesNotContain(original);
      assertThat(key.toString()).endsWith(original.toString());
    }
  }

  @Test
  void secp256k1TakesOnlyTheLowerS() {
    Secp256k1PrivateKey key = Secp256k1PrivateKey.generate(random);
    for (int i = 0; i < 20; i++) {
      byte[] message = {(byte) i};
      byte[] signature = key.sign(message);
      BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
      assertThat(s).isLessThanOrEqualTo(ORDER.shiftRight(1));
      byte[] high = ORDER.subtract(s).toByteArray();
      System.arraycopy(high, high.length - 32, signature, 32, 32);
      assertThat(key.publicKey().verifies(message, signature)).isFalse();
    }
  }

  @Test
  void secp256k1KeysAreBetweenZeroAndTheOrder() {
    byte[] order = Arrays.copyOfRange(ORDER.toByteArray(), 1, 33);
    assertThatIllegalArgumentException().isThrownBy(() -> Secp256k1PrivateKey.decode(order));
    assertThatIllegalArgumentException().isThrownBy(() -> Secp256k1PrivateKey.decode(new byte[32]));
    order[31]--;
    assertThat(Secp256k1PrivateKey.decode(order).encode()).isEqualTo(order);
  }

  @Test
  void mlDsa65SeedsHave32Bytes() {
    assertThatIllegalArgumentException().isThrownBy(() -> MlDsa65PrivateKey.fromSeed(new byte[33]));
  }
}
