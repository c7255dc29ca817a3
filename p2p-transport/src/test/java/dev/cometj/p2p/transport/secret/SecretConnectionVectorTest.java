package dev.cometj.p2p.transport.secret;

import static dev.cometj.p2p.transport.secret.Vectors.bytes;
import static dev.cometj.p2p.transport.secret.Vectors.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.crypto.X25519KeyPair;
import dev.cometj.p2p.Rejection;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Byte for byte what the original sends and accepts.
class SecretConnectionVectorTest {
  private static final Vectors VECTORS = Vectors.of("secretconnection");
  private static final FrameCipherProvider CIPHERS = FrameCipherProvider.jdk();
  private static final UntrustedDecoder<BytesValue> VALUE =
      UntrustedDecoder.of(BytesValue.getDefaultInstance());

  @TestFactory
  @DisplayName("L-S01 both sides draw the same challenge from the transcript")
  Stream<DynamicTest> transcript() {
    return VECTORS.tests(
        "transcript",
        vector -> {
          X25519KeyPair a = X25519KeyPair.of(bytes(vector, "ephemeralPrivateA"));
          X25519KeyPair b = X25519KeyPair.of(bytes(vector, "ephemeralPrivateB"));
          assertThat(a.publicKey()).isEqualTo(bytes(vector, "ephemeralPublicA"));
          assertThat(a.sharedSecret(b.publicKey())).isEqualTo(bytes(vector, "dhSecret"));
          byte[] challenge = bytes(vector, "challenge");
          assertThat(KeyAgreement.of(a, b.publicKey()).challenge()).isEqualTo(challenge);
          assertThat(KeyAgreement.of(b, a.publicKey()).challenge()).isEqualTo(challenge);
        });
  }

  @TestFactory
  Stream<DynamicTest> keyDerivation() {
    return VECTORS.tests(
        "keyDerivation",
        vector -> {
          KeyAgreement agreement =
              new KeyAgreement(
                  new byte[32], bytes(vector, "dhSecret"), vector.path("localIsLeast").asBoolean());
          assertThat(agreement.receiveKey()).isEqualTo(bytes(vector, "recvKey"));
          assertThat(agreement.sendKey()).isEqualTo(bytes(vector, "sendKey"));
        });
  }

  @TestFactory
  @DisplayName("L-S02 frames are sealed as the original seals them, stale padding included")
  Stream<DynamicTest> sealedFrames() {
    return VECTORS.tests(
        "sealedFrames",
        vector -> {
          byte[] key = bytes(vector, "key");
          long counter = Long.parseUnsignedLong(text(vector, "startCounter"));
          var sealer = CIPHERS.sealer(key, counter);
          byte[] sealed = writes(new SealedEncoder(sealer, 8192), vector.path("writes"));
          assertThat(sealed).isEqualTo(bytes(vector, "sealed"));
          assertThat(Long.toUnsignedString(sealer.nextCounter()))
              .isEqualTo(text(vector, "endCounter"));

          SealedDecoder decoder = new SealedDecoder(CIPHERS.opener(key, counter), 2048);
          assertThat(feed(decoder, sealed)).isEqualTo(joined(vector.path("writes")));
        });
  }

  private static byte[] writes(StreamEncoder encoder, JsonNode writes) throws Exception {
    ByteArrayOutputStream network = new ByteArrayOutputStream();
    for (JsonNode write : writes.values()) {
      byte[] data = HexFormat.of().parseHex(write.asString());
      encoder.put(data, 0, data.length);
      ByteBuffer drained = encoder.drain();
      network.write(drained.array(), drained.position(), drained.remaining());
    }
    return network.toByteArray();
  }

  private static byte[] joined(JsonNode writes) {
    StringBuilder all = new StringBuilder();
    writes.values().forEach(write -> all.append(write.asString()));
    return HexFormat.of().parseHex(all);
  }

  private static byte[] feed(StreamDecoder decoder, byte[] network) throws BrokenStreamException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    decoder.feed(
        ByteBuffer.wrap(network),
        (data, offset, length) -> {
          plain.write(data, offset, length);
          return true;
        });
    return plain.toByteArray();
  }

  @TestFactory
  Stream<DynamicTest> authMessages() {
    return VECTORS.tests(
        "authMessages",
        vector -> {
          Ed25519PrivateKey key = Ed25519PrivateKey.decode(bytes(vector, "privateKey"));
          byte[] signature = key.sign(bytes(vector, "challenge"));
          byte[] encoded = AuthMessage.encode(key.publicKey().bytes(), signature);
          assertThat(encoded).isEqualTo(bytes(vector, "delimited"));
          AuthMessage decoded = AuthMessage.decode(Arrays.copyOfRange(encoded, 1, encoded.length));
          assertThat(decoded.key()).isEqualTo(key.publicKey());
          assertThat(decoded.signature()).isEqualTo(bytes(vector, "signature"));
        });
  }

  @TestFactory
  Stream<DynamicTest> delimitedFraming() {
    return VECTORS.tests(
        "delimitedFraming",
        vector -> {
          boolean isWhole = vector.has("delimited");
          byte[] prefix = bytes(vector, isWhole ? "delimited" : "delimitedPrefix");
          byte[] value =
              isWhole
                  ? bytes(vector, "value")
                  : valueOf(vector.path("valueLength").asInt(), prefix);
          byte[] encoded =
              Delimited.of(BytesValue.newBuilder().setValue(ByteString.copyFrom(value)).build());
          assertThat(encoded).startsWith(prefix);
          assertThat(encoded.length)
              .isEqualTo(isWhole ? prefix.length : vector.path("delimitedLength").asInt());
          DelimitedReader reader = new DelimitedReader(1 << 20);
          assertThat(reader.take(encoded, 0, encoded.length)).isEqualTo(encoded.length);
          assertThat(VALUE.decode(reader.message()).getValue().toByteArray()).isEqualTo(value);
        });
  }

  /// A value of which only the first bytes are known: those that do not fit the head of the prefix.
  private static byte[] valueOf(int length, byte[] prefix) {
    byte[] value = new byte[length];
    byte[] zeros =
        Delimited.of(BytesValue.newBuilder().setValue(ByteString.copyFrom(value)).build());
    int head = zeros.length - length;
    System.arraycopy(prefix, head, value, 0, prefix.length - head);
    return value;
  }

  @TestFactory
  Stream<DynamicTest> delimitedReadErrors() {
    return VECTORS.tests(
        "delimitedReadErrors",
        vector -> {
          byte[] stream = bytes(vector, "stream");
          DelimitedReader reader = new DelimitedReader(vector.path("maxSize").asInt());
          boolean isAccepted = false;
          try {
            int taken = reader.take(stream, 0, stream.length);
            assertThat(taken).isEqualTo(vector.path("bytesRead").asInt());
            if (reader.isComplete()) {
              byte[] value = VALUE.decode(reader.message()).getValue().toByteArray();
              assertThat(value).isEqualTo(bytes(vector, "value"));
              isAccepted = true;
            }
          } catch (LengthRefusedException | MalformedMessageException _) {
            // Not accepted.
          }
          assertThat(isAccepted).isEqualTo(vector.path("error").isNull());
        });
  }

  @TestFactory
  @DisplayName("L-S01 A45 an ephemeral key of low order is refused")
  Stream<DynamicTest> lowOrderPoints() {
    return VECTORS.tests(
        "lowOrderPoints",
        vector -> {
          assertThat(vector.path("accepted").asBoolean()).isFalse();
          SecretHandshake handshake =
              new SecretHandshake(
                  new KeySigner(Ed25519PrivateKey.fromSeed(new byte[32])),
                  X25519KeyPair.of(new byte[32]),
                  CIPHERS);
          ByteBuffer network = ByteBuffer.wrap(bytes(vector, "remoteStream"));
          assertThatThrownBy(() -> handshake.receive(network, _ -> {}))
              .isInstanceOfSatisfying(
                  HandshakeFailedException.class,
                  e ->
                      assertThat(e.rejection().kind())
                          .isEqualTo(Rejection.Kind.AUTHENTICATION_FAILED));
        });
  }

  @TestFactory
  @DisplayName("L-S03 both ends of a connection write what the original wrote, and read it")
  Stream<DynamicTest> liveHandshakes() {
    return VECTORS.tests(
        "liveHandshakes",
        vector -> {
          checkEnd(vector.path("a"), vector.path("b"));
          checkEnd(vector.path("b"), vector.path("a"));
        });
  }

  private static void checkEnd(JsonNode ours, JsonNode theirs) throws Exception {
    SecretHandshake handshake = handshake(ours, "ephemeralPrivate", "nodePrivateKey");
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    collect(sent, handshake.opening());
    ByteBuffer stream = ByteBuffer.wrap(bytes(theirs, "stream"));
    assertThat(handshake.receive(stream, bytes -> collect(sent, bytes))).isTrue();
    assertThat(handshake.remoteKey().bytes()).isEqualTo(bytes(theirs, "nodePublicKey"));

    sent.writeBytes(writes(resized(handshake.encoder()), ours.path("writes")));
    assertThat(sent.toByteArray()).isEqualTo(bytes(ours, "stream"));

    byte[] rest = new byte[stream.remaining()];
    stream.get(rest);
    assertThat(feed(handshake.decoder(), rest)).isEqualTo(joined(theirs.path("writes")));
  }

  private static StreamEncoder resized(StreamEncoder encoder) {
    encoder.resize(8192);
    return encoder;
  }

  private static SecretHandshake handshake(JsonNode vector, String ephemeral, String nodeKey) {
    return new SecretHandshake(
        new KeySigner(Ed25519PrivateKey.decode(bytes(vector, nodeKey))),
        X25519KeyPair.of(bytes(vector, ephemeral)),
        CIPHERS);
  }

  private static void collect(ByteArrayOutputStream to, ByteBuffer bytes) {
    to.write(bytes.array(), bytes.position(), bytes.remaining());
  }

  @TestFactory
  @DisplayName("L-S03 W6 a peer's stream is judged as by the original, but its key has 32 bytes")
  Stream<DynamicTest> peerStreams() {
    return VECTORS.tests("peerStreams", SecretConnectionVectorTest::checkPeerStream);
  }

  private static void checkPeerStream(JsonNode vector) throws Exception {
    byte[] stream = bytes(vector, "remoteStream");
    boolean isAcceptable = vector.path("accepted").asBoolean() && hasWholeKey(stream);
    SecretHandshake handshake = handshake(vector, "localEphemeralPrivate", "localNodePrivateKey");
    ByteBuffer network = ByteBuffer.wrap(stream);
    boolean isAccepted;
    try {
      isAccepted = handshake.receive(network, _ -> {});
    } catch (HandshakeFailedException e) {
      assertThat(e.rejection().kind()).isEqualTo(Rejection.Kind.AUTHENTICATION_FAILED);
      isAccepted = false;
    }
    assertThat(isAccepted).isEqualTo(isAcceptable);
    if (isAccepted && vector.path("readAfter").asBoolean()) {
      checkRead(vector, handshake.decoder(), network);
    }
  }

  /// The one deliberate difference: the original pads or cuts an ephemeral key of another length.
  private static boolean hasWholeKey(byte[] stream) throws Exception {
    DelimitedReader reader = new DelimitedReader(1 << 20);
    try {
      reader.take(stream, 0, stream.length);
      return reader.isComplete() && VALUE.decode(reader.message()).getValue().size() == 32;
    } catch (LengthRefusedException _) {
      return false;
    }
  }

  private static void checkRead(JsonNode vector, SealedDecoder decoder, ByteBuffer network) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    boolean isRead;
    try {
      decoder.feed(
          network,
          (data, offset, length) -> {
            plain.write(data, offset, length);
            return true;
          });
      isRead = !decoder.isWithinFrame();
    } catch (BrokenStreamException _) {
      isRead = false;
    }
    assertThat(plain.toByteArray()).isEqualTo(bytes(vector, "read"));
    assertThat(isRead).isEqualTo(vector.path("readError").isNull());
  }
}
