package dev.cometj.p2p.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.StreamNetwork;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FuzzedStreamTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final HostPort PORT = HostPort.parse("10.0.0.2:26656");

  private final VirtualWorld world = VirtualWorld.create();
  private final SimulatedInternet internet = new SimulatedInternet(world);
  private final Sink sink = new Sink();
  private final Sink own = new Sink();
  private final List<ByteStream> accepted = new ArrayList<>();

  /// Connect by a network whose dialling side is fuzzed, or the accepting one.
  private ByteStream connect(Fuzz fuzz, boolean fuzzDialler) {
    StreamNetwork alice = internet.streams(world.node("alice"), "10.0.0.1");
    StreamNetwork bob = internet.streams(world.node("bob"), "10.0.0.2");
    if (fuzzDialler) {
      alice = new FuzzedStreamNetwork(alice, world.node("alice"), fuzz);
    } else {
      bob = new FuzzedStreamNetwork(bob, world.node("bob"), fuzz);
    }
    world.await(bob.listen(PORT, accepted::add, e -> {}), SECOND);
    ByteStream stream = world.await(alice.connect(PORT, SECOND), SECOND);
    world.settle();
    on(stream, s -> s.open(own));
    on(accepted.getFirst(), s -> s.open(sink));
    return stream;
  }

  private void on(ByteStream stream, Consumer<ByteStream> action) {
    stream.execute(() -> action.accept(stream));
    world.settle();
  }

  private void writeBytes(ByteStream stream, int count) {
    for (int i = 0; i < count; i++) {
      byte value = (byte) i;
      on(stream, s -> s.write(ByteBuffer.wrap(new byte[] {value})));
    }
  }

  @Test
  @DisplayName("L-F01 in drop mode a fifth of the writes is lost")
  void dropModeLosesAFifthOfTheWrites() {
    ByteStream stream = connect(Fuzz.drops(), true);
    writeBytes(stream, 1000);
    world.runFor(Duration.ofSeconds(10));

    assertThat(sink.bytes.size()).isBetween(740, 860);
    assertThat(own.ends).isZero();
  }

  @Test
  @DisplayName("L-F01 in delay mode each read and write takes up to three seconds, in order")
  void delayModeDelaysUpToThreeSeconds() {
    ByteStream stream = connect(Fuzz.delays(), true);
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Duration begin = world.now();
      byte value = (byte) i;
      int before = sink.bytes.size();
      on(stream, s -> s.write(ByteBuffer.wrap(new byte[] {value})));
      world.runUntil("it has come", () -> sink.bytes.size() > before, Duration.ofSeconds(10));
      times.add(world.now().minus(begin));
    }

    assertThat(times)
        .allSatisfy(time -> assertThat(time).isLessThanOrEqualTo(Duration.ofSeconds(3)));
    assertThat(times).anySatisfy(time -> assertThat(time).isGreaterThan(Duration.ofSeconds(2)));
    assertThat(times).anySatisfy(time -> assertThat(time).isLessThan(SECOND));
  }

  @Test
  void delaysKeepTheOrderOfBothDirections() {
    ByteStream stream = connect(Fuzz.delays(), false);
    writeBytes(stream, 100);
    on(accepted.getFirst(), s -> s.write(ByteBuffer.wrap(new byte[] {1, 2, 3})));
    on(stream, s -> s.closeAfterFlush(() -> {}));
    world.runFor(Duration.ofMinutes(10));

    byte[] expected = new byte[100];
    for (int i = 0; i < 100; i++) {
      expected[i] = (byte) i;
    }
    assertThat(sink.bytes.toByteArray()).isEqualTo(expected);
    assertThat(sink.ends).isEqualTo(1);
  }

  @Test
  void streamsAreLeftAloneInTheQuietPeriod() {
    ByteStream stream = connect(Fuzz.drops().after(Duration.ofMinutes(1)), true);
    writeBytes(stream, 200);
    world.runFor(Duration.ofMinutes(2));
    assertThat(sink.bytes.size()).isEqualTo(200);

    writeBytes(stream, 200);
    world.runFor(SECOND);
    assertThat(sink.bytes.size()).isLessThan(400);
  }

  @Test
  void streamsMayBreak() {
    Fuzz fuzz = new Fuzz(Fuzz.Mode.DROP, SECOND, 0, 0.05, 0.5, Duration.ZERO);
    ByteStream stream = connect(fuzz, true);
    writeBytes(stream, 200);
    world.runFor(Duration.ofMinutes(5));

    assertThat(own.ends).isEqualTo(1);
    assertThat(sink.ends).isEqualTo(1);
  }

  @Test
  void aPauseHoldsDelayedReadsBack() {
    ByteStream stream = connect(Fuzz.delays(), false);
    writeBytes(stream, 20);
    on(accepted.getFirst(), ByteStream::pauseReading);
    world.runFor(Duration.ofMinutes(5));
    // At most the one whose delay had begun.
    assertThat(sink.bytes.size()).isLessThanOrEqualTo(1);

    on(accepted.getFirst(), ByteStream::resumeReading);
    world.runFor(Duration.ofMinutes(5));
    assertThat(sink.bytes.size()).isEqualTo(20);
  }
}
