package dev.cometj.p2p.transport.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.X25519KeyPair;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HandshakeMemoryTest {
  private static final int HANDSHAKES = 2_000;
  private static final int LIMIT = 8 * 1024;

  @Test
  @DisplayName("A41 W5 a socket that has not authenticated holds less than 8 KiB")
  void memoryOfAnUnauthenticatedSocket() throws Exception {
    Ed25519PrivateKey key = Nodes.key(1);
    LocalNode local = Nodes.local(key, Nodes.info(key));
    X25519KeyPair ephemeral = X25519KeyPair.generate(new SplittableRandom(5));
    byte[] opening = EphemeralKeyMessage.encode(ephemeral.publicKey());
    byte[] remote = new ScriptedPeer(Nodes.key(2)).agree(opening).opening();
    // Of the proof all has come but the last byte, in a message that claims as much as it may.
    List<Handshake> stuck = new ArrayList<>();
    stuck.add(stuck(local, ephemeral, remote));
    long before = usedHeap();
    for (int i = 0; i < HANDSHAKES; i++) {
      stuck.add(stuck(local, ephemeral, remote));
    }
    assertThat((usedHeap() - before) / HANDSHAKES).isLessThan(LIMIT);
    assertThat(stuck).allMatch(h -> h.stage() == Handshake.Stage.SECRET_CONNECTION);
  }

  private static Handshake stuck(LocalNode local, X25519KeyPair ephemeral, byte[] remote)
      throws HandshakeFailedException {
    Handshake handshake = new Handshake(local, ephemeral, Nodes.REMOTE, Optional.empty());
    handshake.receive(ByteBuffer.wrap(remote), _ -> {});
    handshake.receive(ByteBuffer.wrap(new byte[1043]), _ -> {});
    return handshake;
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
