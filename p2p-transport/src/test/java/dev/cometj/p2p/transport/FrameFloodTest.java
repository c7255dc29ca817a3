package dev.cometj.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.Payload;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Work without gain: frames that are opened for nothing.
class FrameFloodTest {
  private static final int FRAME = 1044;
  private static final int RATE = 512_000;
  private static final Map<String, String> LIMITED =
      Map.of("p2p.send_rate", "0", "p2p.recv_rate", Integer.toString(RATE));

  @Test
  @DisplayName("W3 frames without data come no faster than four times the receive rate (better)")
  void emptyFrames() {
    SealedRig rig = new SealedRig();
    SealedRig.Node node = rig.node(1, LIMITED);
    SealedRig.Stranger stranger = rig.stranger(1, node);
    int frames = 40_000;
    ByteArrayOutputStream flood = new ByteArrayOutputStream();
    for (int i = 0; i < frames; i++) {
      flood.writeBytes(stranger.script.frame(0));
    }
    stranger.write(flood.toByteArray());
    rig.run(Duration.ofSeconds(1));
    long before = pending(rig, stranger);
    rig.run(Duration.ofSeconds(10));
    long taken = before - pending(rig, stranger);
    assertThat(taken / 10).isBetween(3L * RATE, 4L * RATE + RATE / 10);
    assertThat(node.ends.getFirst().closed).isEmpty();
  }

  private static long pending(SealedRig rig, SealedRig.Stranger stranger) {
    AtomicLong pending = new AtomicLong();
    stranger.stream.execute(() -> pending.set(stranger.stream.pendingBytes()));
    rig.world.settle();
    return pending.get();
  }

  @Test
  @DisplayName(
      "W3 a small packet in a frame of its own, as the original sends it, is not slowed down")
  void honestFrames() {
    SealedRig rig = new SealedRig();
    SealedRig.Node node = rig.node(1, LIMITED);
    SealedRig.Stranger stranger = rig.stranger(1, node);
    // A vote of 8 bytes in each frame, a thousand a second.
    String vote = "0e1a0c082210011a06" + "00".repeat(6);
    for (int second = 0; second < 5; second++) {
      ByteArrayOutputStream votes = new ByteArrayOutputStream();
      for (int i = 0; i < 1000; i++) {
        votes.writeBytes(stranger.script.frames(java.util.HexFormat.of().parseHex(vote)));
      }
      stranger.write(votes.toByteArray());
      rig.run(Duration.ofSeconds(1));
      assertThat(node.ends.getFirst().receivedVotes).isEqualTo((second + 1) * 1000);
    }
    assertThat(FRAME * 1000).isLessThan(4 * RATE);
    assertThat(node.ends.getFirst().link.offer(SealedRig.VOTES, Payload.of(new byte[1])).isQueued())
        .isTrue();
  }
}
