package dev.cometj.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("X25519 (RFC 7748)")
final class X25519Test {
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private final Random random = new Random(7748);

  @ParameterizedTest
  @CsvSource({
    "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4, "
        + "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c, "
        + "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d, "
        + "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493, "
        + "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
  })
  @DisplayName("the examples of section 5.2")
  void examples(String number, String point, String product) throws LowOrderPointException {
    assertThat(hex(X25519KeyPair.of(bytes(number)).sharedSecret(bytes(point)))).isEqualTo(product);
  }

  @Test
  @DisplayName("a thousand times, each with what came before")
  void iterated() throws LowOrderPointException {
    byte[] number = bytes("09" + "00".repeat(31));
    byte[] point = number;
    for (int i = 0; i < 1000; i++) {
      byte[] product = X25519KeyPair.of(number).sharedSecret(point);
      point = number;
      number = product;
    }
    assertThat(hex(number))
        .isEqualTo("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
  }

  @Test
  @DisplayName("any key and any point agree with another implementation")
  void agreesWithAnother() throws LowOrderPointException {
    byte[] point = new byte[X25519KeyPair.KEY_BYTES];
    for (int i = 0; i < 500; i++) {
      random.nextBytes(point);
      if (i % 3 == 0) {
        Arrays.fill(point, 1, 31, (byte) 0xff);
      }
      assertSameAsAnother(point);
    }
  }

  @ParameterizedTest
  @MethodSource
  @DisplayName(
      "values at the edges of the field, also those that are not reduced, are taken as they are")
  void edges(BigInteger value) throws LowOrderPointException {
    byte[] point = littleEndian(value);
    assertSameAsAnother(point);
    point[31] |= (byte) 0x80;
    assertSameAsAnother(point);
  }

  static Stream<BigInteger> edges() {
    return Stream.of(
        BigInteger.TWO,
        BigInteger.valueOf(9),
        P.subtract(BigInteger.TWO),
        P.add(BigInteger.TWO),
        BigInteger.TWO.pow(255).subtract(BigInteger.ONE),
        BigInteger.TWO.pow(204).subtract(BigInteger.ONE),
        BigInteger.TWO.pow(51));
  }

  @ParameterizedTest
  @MethodSource
  @DisplayName("a point of low order is refused")
  void lowOrder(BigInteger value) {
    byte[] point = littleEndian(value);
    assertThatThrownBy(() -> X25519KeyPair.generate(random).sharedSecret(point))
        .isInstanceOf(LowOrderPointException.class);
  }

  static Stream<BigInteger> lowOrder() {
    return Stream.of(
        BigInteger.ZERO,
        BigInteger.ONE,
        P.subtract(BigInteger.ONE),
        P,
        P.add(BigInteger.ONE),
        new BigInteger(
            "325606250916557431795983626356110631294008115727848805560023387167927233504"),
        new BigInteger(
            "39382357235489614581723060781553021112529911719440698176882885853963445705823"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "ff", "77", "78", "87", "88", "80", "08", "0f", "f0", "01", "7f"})
  @DisplayName("the public key of a number whose digits are all at an edge is another's")
  void publicKeyAtEdges(String digits) {
    assertSamePublicKey(bytes(digits.repeat(X25519KeyPair.KEY_BYTES)));
  }

  @Test
  @DisplayName("the public key of any number is another's")
  void publicKeys() {
    byte[] number = new byte[X25519KeyPair.KEY_BYTES];
    for (int i = 0; i < 500; i++) {
      random.nextBytes(number);
      assertSamePublicKey(number);
    }
  }

  private static void assertSamePublicKey(byte[] number) {
    byte[] expected = new byte[X25519KeyPair.KEY_BYTES];
    X25519.generatePublicKey(number, 0, expected, 0);
    assertThat(hex(X25519KeyPair.of(number).publicKey())).isEqualTo(hex(expected));
  }

  private void assertSameAsAnother(byte[] point) throws LowOrderPointException {
    byte[] number = new byte[X25519KeyPair.KEY_BYTES];
    random.nextBytes(number);
    byte[] expected = new byte[X25519KeyPair.KEY_BYTES];
    X25519.scalarMult(number, 0, point, 0, expected, 0);
    assertThat(hex(X25519KeyPair.of(number).sharedSecret(point))).isEqualTo(hex(expected));
  }

  private static byte[] littleEndian(BigInteger value) {
    byte[] big = value.toByteArray();
    byte[] bytes = new byte[X25519KeyPair.KEY_BYTES];
    for (int i = 0; i < Math.min(big.length, bytes.length); i++) {
      bytes[i] = big[big.length - 1 - i];
    }
    return bytes;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
