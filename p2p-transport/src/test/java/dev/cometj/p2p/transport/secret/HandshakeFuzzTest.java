package dev.cometj.p2p.transport.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.X25519KeyPair;
import dev.cometj.p2p.Rejection;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Whatever bytes arrive, a handshake ends in a typed rejection, waits for more, or succeeds.
class HandshakeFuzzTest {
  private static final Ed25519PrivateKey OURS = Nodes.key(1);
  private static final Ed25519PrivateKey THEIRS = Nodes.key(2);
  private static final LocalNode LOCAL = Nodes.local(OURS, Nodes.info(OURS));
  private static final X25519KeyPair EPHEMERAL = X25519KeyPair.generate(new SplittableRandom(5));

  private final Map<Rejection.Kind, Integer> seen = new EnumMap<>(Rejection.Kind.class);

  @Test
  @DisplayName("A42 nothing but a rejection comes of broken network bytes")
  void brokenNetworkBytes() {
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ScriptedPeer peer = new ScriptedPeer(THEIRS).agree(opening());
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(peer.opening());
      all.writeBytes(peer.frames(peer.auth()));
      all.writeBytes(peer.frames(NodeInfoCodec.encodeDelimited(Nodes.info(THEIRS))));
      run(seed, random, mutated(random, all.toByteArray()));
    }
    assertThat(seen).containsKey(Rejection.Kind.AUTHENTICATION_FAILED);
  }

  @Test
  @DisplayName("A42 nothing but a rejection comes of broken messages in good frames")
  void brokenMessages() {
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ScriptedPeer peer = new ScriptedPeer(THEIRS).agree(opening());
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(peer.opening());
      boolean breaksProof = random.nextInt(4) == 0;
      all.writeBytes(peer.frames(breaksProof ? mutated(random, peer.auth()) : peer.auth()));
      byte[] info = mutated(random, NodeInfoCodec.encodeDelimited(Nodes.info(THEIRS)));
      all.writeBytes(peer.frames(info, 1 + random.nextInt(200)));
      run(seed, random, all.toByteArray());
    }
    assertThat(seen)
        .containsKeys(
            Rejection.Kind.AUTHENTICATION_FAILED,
            Rejection.Kind.INVALID_NODE_INFO,
            Rejection.Kind.WRONG_ID,
            Rejection.Kind.INCOMPATIBLE);
  }

  private static byte[] opening() {
    return EphemeralKeyMessage.encode(EPHEMERAL.publicKey());
  }

  private void run(int seed, SplittableRandom random, byte[] network) {
    Handshake handshake = new Handshake(LOCAL, EPHEMERAL, Nodes.REMOTE, Optional.empty());
    int at = 0;
    try {
      while (at < network.length) {
        int piece = Math.min(network.length - at, 1 + random.nextInt(1500));
        handshake.receive(ByteBuffer.wrap(network, at, piece).slice(), _ -> {});
        at += piece;
      }
    } catch (HandshakeFailedException e) {
      seen.merge(e.rejection().kind(), 1, Integer::sum);
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static byte[] mutated(SplittableRandom random, byte[] original) {
    byte[] bytes = original.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> bytes = joined(bytes, at, randomBytes(random, 1 + random.nextInt(40)), at);
        default -> bytes = joined(bytes, at, new byte[0], random.nextInt(bytes.length));
      }
    }
    return bytes;
  }

  /// The bytes up to some place, something, and the bytes from some place on.
  private static byte[] joined(byte[] bytes, int to, byte[] between, int from) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, to);
    all.writeBytes(between);
    all.write(bytes, from, bytes.length - from);
    return all.toByteArray();
  }

  private static byte[] randomBytes(SplittableRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
