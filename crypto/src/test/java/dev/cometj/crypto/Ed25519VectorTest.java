package dev.cometj.crypto;

import static dev.cometj.crypto.VectorFile.bytes;
import static dev.cometj.crypto.VectorFile.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class Ed25519VectorTest {

  private static final VectorFile VECTORS = VectorFile.open("crypto.json");

  @TestFactory
  Stream<DynamicTest> ed25519() {
    return VECTORS.tests(
        "ed25519",
        vector -> {
          Ed25519PrivateKey key = Ed25519PrivateKey.fromSeed(bytes(vector, "seed"));
          assertThat(key.encode()).isEqualTo(bytes(vector, "privateKey"));
          assertThat(Ed25519PrivateKey.decode(bytes(vector, "privateKey")).publicKey())
              .isEqualTo(key.publicKey());
          assertThat(key.publicKey().bytes()).isEqualTo(bytes(vector, "publicKey"));
          assertThat(HexFormat.of().withUpperCase().formatHex(key.publicKey().address()))
              .isEqualTo(text(vector, "address"));
          byte[] signature = key.sign(bytes(vector, "message"));
          assertThat(signature).isEqualTo(bytes(vector, "signature"));
          assertThat(key.publicKey().verifies(bytes(vector, "message"), signature)).isTrue();
        });
  }

  @TestFactory
  Stream<DynamicTest> ed25519FromSecret() {
    return VECTORS.tests(
        "ed25519FromSecret",
        vector -> {
          Ed25519PrivateKey key = Ed25519PrivateKey.fromSeed(sha256(bytes(vector, "secret")));
          assertThat(key.encode()).isEqualTo(bytes(vector, "privateKey"));
        });
  }

  @TestFactory
  Stream<DynamicTest> ed25519Verify() {
    return VECTORS.tests("ed25519Verify", Ed25519VectorTest::checkVerdict);
  }

  @TestFactory
  @DisplayName("W13 signatures with points of small order, which only ZIP-215 accepts")
  Stream<DynamicTest> zip215SmallOrder() {
    return VECTORS.tests("zip215SmallOrder", Ed25519VectorTest::checkVerdict);
  }

  @TestFactory
  Stream<DynamicTest> zip215MixedOrder() {
    return VECTORS.tests("zip215MixedOrder", Ed25519VectorTest::checkVerdict);
  }

  @TestFactory
  Stream<DynamicTest> ed25519NotOnCurve() {
    return VECTORS.tests("ed25519NotOnCurve", Ed25519VectorTest::checkVerdict);
  }

  private static void checkVerdict(JsonNode vector) {
    Ed25519PublicKey key = Ed25519PublicKey.of(bytes(vector, "publicKey"));
    byte[] message = bytes(vector, "message");
    byte[] signature = bytes(vector, "signature");
    boolean verdict = vector.get("single").asBoolean();
    assertThat(key.verifies(message, signature)).isEqualTo(verdict);
    // A string in place of a verdict says that the original's batch refuses to take the signature.
    checkBatches(key, message, signature, vector.get("batchAlone").asBoolean(false));
    checkBatches(key, message, signature, vector.get("batchMixed").asBoolean(false));
    Ed25519KeyCache cache = new Ed25519KeyCache(1);
    cache.kept(key);
    Ed25519PublicKey expanded = cache.kept(key);
    assertThat(expanded.verifies(message, signature)).as("expanded").isEqualTo(verdict);
    checkBatches(expanded, message, signature, verdict);
  }

  private static void checkBatches(
      Ed25519PublicKey key, byte[] message, byte[] signature, boolean verdict) {
    Random random = new Random(1);
    Ed25519Batch alone = new Ed25519Batch(random);
    alone.add(key, message, signature);
    assertThat(alone.verify()).as("alone").containsExactly(verdict);
    Ed25519PrivateKey other = Ed25519PrivateKey.generate(random);
    Ed25519Batch mixed = new Ed25519Batch(random);
    mixed.add(other.publicKey(), message, other.sign(message));
    mixed.add(key, message, signature);
    mixed.add(other.publicKey(), signature, other.sign(signature));
    assertThat(mixed.verify()).as("mixed").containsExactly(true, verdict, true);
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
