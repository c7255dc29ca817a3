package dev.cometj.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever asks and never reads: what it costs, and for how long.
class NeverReadingPeerTest {
  private static final int MIB = 1 << 20;
  private static final String PING = "020a00";
  private static final String PONG = "021200";
  private static final Map<String, String> UNLIMITED =
      Map.of("p2p.send_rate", "0", "p2p.recv_rate", "0");

  @ParameterizedTest
  @ValueSource(strings = {"", PONG, PING, "061a0408221001", PONG + PING + "061a0408221001"})
  @DisplayName("W2 a peer that asks and never reads is gone within a minute, whatever it sends")
  void isCut(String says) {
    SealedRig rig = new SealedRig();
    SealedRig.Node node = rig.node(1, UNLIMITED);
    SealedRig.Stranger stranger = rig.stranger(1, node);
    SealedRig.End end = node.ends.getFirst();
    stranger.neverReadAgain();
    end.keepSending(MIB);
    int seconds = 0;
    while (end.closed.isEmpty() && seconds < 600) {
      if (!says.isEmpty()) {
        stranger.say(says);
      }
      rig.run(Duration.ofSeconds(1));
      seconds++;
    }
    assertThat(seconds).isBetween(30, 59);
    assertThat(end.closed).singleElement().isInstanceOf(StopReason.TimedOut.class);
    assertThat(end.link.offer(SealedRig.BULK, Payload.of(new byte[1])))
        .isEqualTo(SendResult.PEER_STOPPED);
  }

  @Test
  @DisplayName("W2 it costs eight MiB and a message, however large, not the 64 it may (better)")
  void costs() {
    SealedRig rig = new SealedRig();
    SealedRig.Node node = rig.node(1, UNLIMITED);
    rig.stranger(1, node).neverReadAgain();
    SealedRig.End end = node.ends.getFirst();
    int message = 20 * MIB;
    end.keepSending(message);
    rig.run(Duration.ofSeconds(20));
    // What the pipe itself takes is the network's: here a quarter of a MiB.
    assertThat(end.queued).isEqualTo(message);
    SealedRig.End small = secondPeer(rig, node);
    small.keepSending(64 * 1024);
    rig.run(Duration.ofSeconds(20));
    assertThat(small.queued).isBetween(8L * MIB, 9L * MIB);
  }

  private static SealedRig.End secondPeer(SealedRig rig, SealedRig.Node node) {
    rig.stranger(2, node).neverReadAgain();
    return node.ends.getLast();
  }

  @Test
  @DisplayName(
      "W2 forty peers that never read hold up no vote for another (better: a share is kept)")
  void othersAreServed() {
    SealedRig rig = new SealedRig();
    SealedRig.Node node = rig.node(1, UNLIMITED);
    List<SealedRig.End> idle = new ArrayList<>();
    for (int i = 0; i < 39; i++) {
      rig.stranger(i, node).neverReadAgain();
      idle.add(node.ends.getLast());
    }
    SealedRig.Node honest = rig.node(2, UNLIMITED);
    SealedRig.End toHonest = node.dial(honest);
    idle.forEach(end -> end.keepSending(64 * 1024));
    rig.run(Duration.ofSeconds(1));
    assertThat(idle.stream().mapToLong(end -> end.queued).sum()).isLessThan(140L * MIB);
    for (int i = 1; i <= 100; i++) {
      assertThat(toHonest.link.offer(SealedRig.VOTES, Payload.of(new byte[200])))
          .isEqualTo(SendResult.QUEUED);
      rig.run(Duration.ofMillis(200));
      assertThat(honest.ends.getFirst().receivedVotes).isEqualTo(i);
    }
    assertThat(idle).allMatch(end -> end.closed.isEmpty());
    rig.run(Duration.ofSeconds(40));
    assertThat(idle).allMatch(end -> end.closed.size() == 1);
    assertThat(toHonest.closed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {20_000, 50_000, 512_000})
  @DisplayName("W2 a peer that reads slowly for ten minutes is honest and stays")
  void slowPeer(long receiveRate) {
    SealedRig rig = new SealedRig();
    SealedRig.Node node = rig.node(1, UNLIMITED);
    SealedRig.Node slow =
        rig.node(2, Map.of("p2p.recv_rate", Long.toString(receiveRate), "p2p.send_rate", "0"));
    SealedRig.End end = node.dial(slow);
    end.keepSending(100_000);
    rig.run(Duration.ofMinutes(10));
    assertThat(end.closed).isEmpty();
    assertThat(slow.ends.getFirst().closed).isEmpty();
    assertThat(slow.ends.getFirst().receivedBytes).isGreaterThan(receiveRate * 500);
  }
}
