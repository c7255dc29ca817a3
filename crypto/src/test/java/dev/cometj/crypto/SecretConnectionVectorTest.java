package dev.cometj.crypto;

import static dev.cometj.crypto.VectorFile.bytes;
import static dev.cometj.crypto.VectorFile.hex;
import static dev.cometj.crypto.VectorFile.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The primitives of a secret connection against the original's bytes.
class SecretConnectionVectorTest {

  private static final VectorFile VECTORS = VectorFile.open("secretconnection.json");

  @TestFactory
  Stream<DynamicTest> x25519() {
    return VECTORS.tests(
        "x25519",
        vector -> {
          X25519KeyPair pair = X25519KeyPair.of(bytes(vector, "privateKey"));
          assertThat(pair.publicKey()).isEqualTo(bytes(vector, "publicKeyOfPrivate"));
          byte[] remote = bytes(vector, "remotePublicKey");
          if (vector.get("error").isNull()) {
            assertThat(sharedSecret(pair, remote)).isEqualTo(bytes(vector, "sharedSecret"));
          } else {
            assertRefused(pair, remote);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> lowOrderPoints() {
    X25519KeyPair pair =
        X25519KeyPair.of(
            new byte[] {
              9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 9, 8, 7, 6, 5, 4, 3, 2, 1,
              0, 9, 8
            });
    return VECTORS.tests(
        "lowOrderPoints",
        vector -> {
          byte[] remote = bytes(vector, "ephemeralPublicKey");
          if (vector.get("accepted").asBoolean()) {
            assertThat(sharedSecret(pair, remote)).isNotEqualTo(new byte[32]);
          } else {
            assertRefused(pair, remote);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> merlin() {
    return VECTORS.tests(
        "merlin",
        vector -> {
          MerlinTranscript transcript = new MerlinTranscript(text(vector, "appLabel"));
          List<String> extracted = new ArrayList<>();
          for (JsonNode operation : vector.get("operations").values()) {
            String label = text(operation, "label");
            if (text(operation, "op").equals("append")) {
              transcript.append(label, bytes(operation, "message"));
            } else {
              byte[] challenge = transcript.challenge(label, operation.get("length").asInt());
              extracted.add(HexFormat.of().formatHex(challenge));
            }
          }
          assertThat(extracted)
              .isEqualTo(
                  vector.get("extracted").values().stream().map(JsonNode::asString).toList());
        });
  }

  @TestFactory
  Stream<DynamicTest> transcript() {
    return VECTORS.tests(
        "transcript",
        vector -> {
          X25519KeyPair a = X25519KeyPair.of(bytes(vector, "ephemeralPrivateA"));
          X25519KeyPair b = X25519KeyPair.of(bytes(vector, "ephemeralPrivateB"));
          assertThat(a.publicKey()).isEqualTo(bytes(vector, "ephemeralPublicA"));
          assertThat(b.publicKey()).isEqualTo(bytes(vector, "ephemeralPublicB"));
          byte[] secret = sharedSecret(a, b.publicKey());
          assertThat(secret).isEqualTo(bytes(vector, "dhSecret"));
          boolean aIsLeast = Arrays.compareUnsigned(a.publicKey(), b.publicKey()) <= 0;
          assertThat(aIsLeast).isEqualTo(vector.get("aIsLeast").asBoolean());
          MerlinTranscript transcript =
              new MerlinTranscript("TENDERMINT_SECRET_CONNECTION_TRANSCRIPT_HASH");
          transcript.append("EPHEMERAL_LOWER_PUBLIC_KEY", bytes(vector, "lowerPublicKey"));
          transcript.append("EPHEMERAL_UPPER_PUBLIC_KEY", bytes(vector, "upperPublicKey"));
          transcript.append("DH_SECRET", secret);
          assertThat(transcript.challenge("SECRET_CONNECTION_MAC", 32))
              .isEqualTo(bytes(vector, "challenge"));
        });
  }

  @TestFactory
  Stream<DynamicTest> keyDerivation() {
    return VECTORS.tests(
        "keyDerivation",
        vector -> {
          byte[] output =
              HkdfSha256.derive(
                  bytes(vector, "dhSecret"), text(vector, "info").getBytes(UTF_8), 96);
          assertThat(output).isEqualTo(bytes(vector, "hkdfOutput"));
          byte[] first = Arrays.copyOf(output, 32);
          byte[] second = Arrays.copyOfRange(output, 32, 64);
          boolean least = vector.get("localIsLeast").asBoolean();
          assertThat(least ? first : second).isEqualTo(bytes(vector, "recvKey"));
          assertThat(least ? second : first).isEqualTo(bytes(vector, "sendKey"));
        });
  }

  @TestFactory
  Stream<DynamicTest> sealedFramesOfTheJdk() {
    return sealedFrames(FrameCipherProvider.jdk());
  }

  @TestFactory
  Stream<DynamicTest> sealedFramesOfThePreferredProvider() {
    return sealedFrames(FrameCipherProvider.preferred());
  }

  private static Stream<DynamicTest> sealedFrames(FrameCipherProvider provider) {
    return VECTORS.tests(
        "sealedFrames",
        vector -> {
          byte[] key = bytes(vector, "key");
          long counter = Long.parseUnsignedLong(text(vector, "startCounter"));
          byte[] sealed = bytes(vector, "sealed");
          byte[] buffer = new byte[sealed.length];
          int frames = layOut(vector, buffer);
          assertThat(frames).isEqualTo(vector.get("frames").asInt());
          byte[] plain = buffer.clone();

          FrameSealer sealer = provider.sealer(key, counter);
          sealer.seal(buffer, 0, frames);
          assertThat(buffer).isEqualTo(sealed);
          assertThat(sealer.nextCounter()).isEqualTo(counter + frames);

          FrameOpener opener = provider.opener(key, counter);
          assertThat(opensTo(opener, buffer, frames)).isEqualTo(plainOnly(plain, frames));
          assertThat(opener.nextCounter()).isEqualTo(counter + frames);
        });
  }

  /// Cuts the writes into frames the way the original does, with the bytes of the frame before as padding.
  private static int layOut(JsonNode vector, byte[] buffer) {
    byte[] frame = new byte[FrameFormat.PLAIN_BYTES];
    int frames = 0;
    for (JsonNode write : vector.get("writes").values()) {
      byte[] data = hex(write.asString());
      for (int from = 0; from < data.length; from += FrameFormat.DATA_BYTES) {
        int length = Math.min(FrameFormat.DATA_BYTES, data.length - from);
        frame[0] = (byte) length;
        frame[1] = (byte) (length >>> 8);
        System.arraycopy(data, from, frame, FrameFormat.LENGTH_BYTES, length);
        System.arraycopy(
            frame, 0, buffer, frames * FrameFormat.SEALED_BYTES, FrameFormat.PLAIN_BYTES);
        frames++;
      }
    }
    return frames;
  }

  private static byte[] opensTo(FrameOpener opener, byte[] buffer, int frames) {
    try {
      opener.open(buffer, 0, frames);
    } catch (ForgedFrameException e) {
      throw new AssertionError(e);
    }
    return plainOnly(buffer, frames);
  }

  private static byte[] plainOnly(byte[] buffer, int frames) {
    byte[] plain = new byte[frames * FrameFormat.PLAIN_BYTES];
    for (int i = 0; i < frames; i++) {
      System.arraycopy(
          buffer,
          i * FrameFormat.SEALED_BYTES,
          plain,
          i * FrameFormat.PLAIN_BYTES,
          FrameFormat.PLAIN_BYTES);
    }
    return plain;
  }

  private static byte[] sharedSecret(X25519KeyPair pair, byte[] remote) {
    try {
      return pair.sharedSecret(remote);
    } catch (LowOrderPointException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRefused(X25519KeyPair pair, byte[] remote) {
    assertThatExceptionOfType(LowOrderPointException.class)
        .isThrownBy(() -> pair.sharedSecret(remote));
  }
}
