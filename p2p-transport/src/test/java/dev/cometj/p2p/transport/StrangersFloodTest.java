package dev.cometj.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.Payload;
import dev.cometj.p2p.spi.Disk;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.NameResolver;
import dev.cometj.p2p.spi.NodeRuntime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Strangers keep a node busy with keys and signatures.
class StrangersFloodTest {
  private static final String PING = "020a00";

  @Test
  @DisplayName("A41 a flood of handshakes delays no established peer: keys are computed elsewhere")
  void establishedPeersDoNotWait() {
    SealedRig rig = new SealedRig();
    List<BusyWorld> busy = new ArrayList<>();
    SealedRig.Node node =
        rig.node(
            1,
            Map.of(),
            runtime -> {
              busy.add(new BusyWorld(runtime));
              return busy.getFirst();
            });
    SealedRig.Stranger peer = rig.stranger(1, node);
    SealedRig.End end = node.ends.getFirst();
    BusyWorld world = busy.getFirst();
    world.hold();
    List<SealedRig.Stranger> flood = new ArrayList<>();
    for (int i = 2; i < 202; i++) {
      SealedRig.Stranger stranger = rig.connect(i, node);
      stranger.write(stranger.script.opening());
      flood.add(stranger);
    }
    int before = peer.received.size();
    peer.say(PING);
    rig.run(Duration.ofMillis(200));
    assertThat(peer.received.size()).as("the pong").isGreaterThan(before);
    end.link.offer(SealedRig.VOTES, Payload.of(new byte[10]));
    rig.run(Duration.ofMillis(200));
    assertThat(peer.received.size()).as("the vote").isGreaterThan(before + 1044);
    assertThat(flood).as("still computed").allMatch(stranger -> stranger.received.size() == 0);

    world.letGo();
    rig.run(Duration.ofMillis(500));
    assertThat(flood).as("key and proof").allMatch(stranger -> stranger.received.size() > 35);
  }

  @Test
  @DisplayName("A47 the time limit runs on while a step of the handshake is computed")
  void deadline() {
    SealedRig rig = new SealedRig();
    List<BusyWorld> busy = new ArrayList<>();
    SealedRig.Node node =
        rig.node(
            1,
            Map.of(),
            runtime -> {
              busy.add(new BusyWorld(runtime));
              return busy.getFirst();
            });
    SealedRig.Stranger stranger = rig.connect(1, node);
    rig.run(Duration.ofMillis(100));
    busy.getFirst().hold();
    stranger.write(stranger.script.opening());
    rig.run(Duration.ofSeconds(4));
    assertThat(stranger.isClosed).isTrue();
    assertThat(node.rejected).hasSize(1);
    busy.getFirst().letGo();
    rig.run(Duration.ofSeconds(1));
    assertThat(node.rejected).hasSize(1);
    assertThat(stranger.received.size()).isEqualTo(35);
  }

  @Test
  @DisplayName("W5 more than 16 KiB before the proof end the connection")
  void tooMuch() {
    SealedRig rig = new SealedRig();
    SealedRig.Node node = rig.node(1, Map.of());
    SealedRig.Stranger stranger = rig.connect(1, node);
    rig.run(Duration.ofMillis(100));
    stranger.write(new byte[0]);
    stranger.script.agree(stranger.received.toByteArray());
    stranger.write(stranger.script.opening());
    stranger.write(new byte[100_000]);
    rig.run(Duration.ofMillis(100));
    assertThat(stranger.isClosed).isTrue();
    assertThat(node.rejected).hasSize(1);
  }

  /// A world whose computations can be held up.
  private static final class BusyWorld implements NodeRuntime {
    private final NodeRuntime world;
    private @Nullable Deque<Runnable> held;

    BusyWorld(NodeRuntime world) {
      this.world = world;
    }

    void hold() {
      held = new ArrayDeque<>();
    }

    void letGo() {
      Deque<Runnable> tasks = held;
      held = null;
      if (tasks != null) {
        tasks.forEach(world.computation()::execute);
      }
    }

    @Override
    public Executor computation() {
      return task -> {
        if (held != null) {
          held.add(task);
        } else {
          world.computation().execute(task);
        }
      };
    }

    @Override
    public InstantSource wallClock() {
      return world.wallClock();
    }

    @Override
    public long nanoTime() {
      return world.nanoTime();
    }

    @Override
    public Mailbox mailbox(String name) {
      return world.mailbox(name);
    }

    @Override
    public Executor blocking() {
      return world.blocking();
    }

    @Override
    public RandomGenerator random(String purpose) {
      return world.random(purpose);
    }

    @Override
    public Disk disk() {
      return world.disk();
    }

    @Override
    public NameResolver resolver() {
      return world.resolver();
    }
  }
}
