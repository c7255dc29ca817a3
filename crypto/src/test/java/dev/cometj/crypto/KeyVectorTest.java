package dev.cometj.crypto;

import static dev.cometj.crypto.VectorFile.bytes;
import static dev.cometj.crypto.VectorFile.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The vectors of the keys other than Ed25519, and of what all keys have in common.
class KeyVectorTest {

  private static final VectorFile VECTORS = VectorFile.open("crypto.json");

  @TestFactory
  Stream<DynamicTest> secp256k1() {
    return VECTORS.tests(
        "secp256k1",
        vector -> {
          PrivateKey key =
              PrivateKey.decode("secp256k1", bytes(vector, "privateKey")).orElseThrow();
          assertThat(key.encode()).isEqualTo(bytes(vector, "privateKey"));
          checkKey(vector, key);
        });
  }

  @TestFactory
  Stream<DynamicTest> secp256k1Verify() {
    return VECTORS.tests(
        "secp256k1Verify",
        vector -> {
          PublicKey key = Secp256k1PublicKey.of(bytes(vector, "publicKey"));
          assertThat(key.verifies(bytes(vector, "message"), bytes(vector, "signature")))
              .isEqualTo(vector.get("valid").asBoolean());
        });
  }

  @TestFactory
  Stream<DynamicTest> mldsa65() {
    return VECTORS.tests(
        "mldsa65",
        vector -> {
          MlDsa65PrivateKey key = MlDsa65PrivateKey.fromSeed(bytes(vector, "seed"));
          checkKey(vector, key);
          PrivateKey read = PrivateKey.decode("ml_dsa_65", key.encode()).orElseThrow();
          assertThat(read.encode()).isEqualTo(key.encode());
          checkKey(vector, read);
        });
  }

  private static void checkKey(JsonNode vector, PrivateKey key) {
    PublicKey publicKey = key.publicKey();
    assertThat(publicKey.bytes()).isEqualTo(bytes(vector, "publicKey"));
    assertThat(upper(publicKey.address())).isEqualTo(text(vector, "address"));
    byte[] message = bytes(vector, "message");
    byte[] signature = bytes(vector, "signature");
    assertThat(key.sign(message)).isEqualTo(signature);
    assertThat(publicKey.verifies(message, signature)).isTrue();
    signature[signature.length / 2] ^= 1;
    assertThat(publicKey.verifies(message, signature)).isFalse();
  }

  @TestFactory
  Stream<DynamicTest> publicKeyEncoding() {
    return VECTORS.tests(
        "publicKeyEncoding",
        vector -> {
          boolean hasProto = vector.get("protoError").isNull();
          assertThat(
                  PublicKey.of(text(vector, "type"), bytes(vector, "publicKey"))
                      .map(key -> upper(key.address())))
              .isEqualTo(hasProto ? Optional.of(text(vector, "address")) : Optional.empty());
        });
  }

  private static String upper(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
