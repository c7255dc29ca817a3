package dev.cometj.p2p.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimulatedStreamTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final HostPort PORT = HostPort.parse("10.0.0.2:26656");
  private static final IpAddress ALICE = IpAddress.parse("10.0.0.1").orElseThrow();
  private static final IpAddress BOB = IpAddress.parse("10.0.0.2").orElseThrow();

  private final VirtualWorld world = VirtualWorld.create();
  private final SimulatedInternet internet = new SimulatedInternet(world);
  private final VirtualNode bobNode = world.node("bob");
  private final SimulatedStreamNetwork alice = internet.streams(world.node("alice"), "10.0.0.1");
  private final SimulatedStreamNetwork bob = internet.streams(bobNode, "10.0.0.2");
  private final List<ByteStream> accepted = new ArrayList<>();

  private record Pair(
      ByteStream dialler, Sink diallerSink, ByteStream acceptor, Sink acceptorSink) {}

  private Pair connect() {
    world.await(bob.listen(PORT, accepted::add, e -> {}), SECOND);
    ByteStream dialler = world.await(alice.connect(PORT, SECOND), SECOND);
    world.runFor(SECOND);
    Pair pair = new Pair(dialler, new Sink(), accepted.getLast(), new Sink());
    on(pair.dialler, stream -> stream.open(pair.diallerSink));
    on(pair.acceptor, stream -> stream.open(pair.acceptorSink));
    return pair;
  }

  private void on(ByteStream stream, Consumer<ByteStream> action) {
    stream.execute(() -> action.accept(stream));
    world.settle();
  }

  private static byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  @Test
  void bytesArriveInOrderInReadsOfManySizes() {
    Pair pair = connect();
    byte[] sent = randomBytes(1_000_000);
    on(pair.dialler, stream -> stream.write(ByteBuffer.wrap(sent)));
    world.runFor(SECOND);

    assertThat(pair.acceptorSink.bytes.toByteArray()).isEqualTo(sent);
    assertThat(pair.acceptorSink.reads).contains(16_384).anyMatch(size -> size < 16);
    assertThat(pair.diallerSink.drained).isPositive();
  }

  @Test
  void theEndsKnowEachOther() {
    Pair pair = connect();

    assertThat(pair.dialler.remote()).isEqualTo(PORT);
    assertThat(pair.acceptor.local()).isEqualTo(PORT);
    assertThat(pair.acceptor.remote()).isEqualTo(pair.dialler.local());
    assertThat(pair.dialler.local().host()).isEqualTo("10.0.0.1");
  }

  @Test
  void aReaderThatPausesHoldsTheWriterBack() {
    Pair pair = connect();
    on(pair.acceptor, ByteStream::pauseReading);
    on(pair.dialler, stream -> stream.write(ByteBuffer.wrap(randomBytes(1_000_000))));
    world.runFor(SECOND);
    List<Long> pending = new ArrayList<>();
    on(pair.dialler, stream -> pending.add(stream.pendingBytes()));
    assertThat(pair.acceptorSink.reads).isEmpty();
    assertThat(pending).containsExactly(1_000_000L - 256 * 1024);

    on(pair.acceptor, ByteStream::resumeReading);
    world.runFor(SECOND);
    assertThat(pair.acceptorSink.bytes.size()).isEqualTo(1_000_000);
  }

  @Test
  void bandwidthAndLatencyTakeTheirTime() {
    internet.conditions().latency(Duration.ofMillis(100), Duration.ofMillis(100));
    Pair pair = connect();
    internet.conditions().bandwidth(10_000);
    on(pair.dialler, stream -> stream.write(ByteBuffer.wrap(randomBytes(20_000))));
    Duration begin = world.now();
    world.runUntil(
        "all has arrived", () -> pair.acceptorSink.bytes.size() == 20_000, Duration.ofSeconds(10));

    assertThat(world.now().minus(begin)).isEqualTo(Duration.ofMillis(2100));
  }

  @Test
  void closingAfterAFlushLosesNothing() {
    Pair pair = connect();
    List<String> log = new ArrayList<>();
    on(
        pair.dialler,
        stream -> {
          stream.write(ByteBuffer.wrap(randomBytes(600_000)));
          stream.closeAfterFlush(() -> log.add("flushed"));
        });
    world.runFor(SECOND);

    assertThat(log).containsExactly("flushed");
    assertThat(pair.acceptorSink.bytes.size()).isEqualTo(600_000);
    assertThat(pair.acceptorSink.ends).isEqualTo(1);
    assertThat(pair.acceptorSink.cause).isNull();
    assertThat(pair.diallerSink.ends).isEqualTo(1);
    assertThat(internet.connectionCount()).isZero();
  }

  @Test
  void aResetIsAFaultOnBothSides() {
    Pair pair = connect();

    assertThat(internet.breakConnections(ALICE, BOB)).isEqualTo(1);
    world.settle();

    assertThat(pair.diallerSink.cause).isInstanceOf(IOException.class);
    assertThat(pair.acceptorSink.cause).isInstanceOf(IOException.class);
  }

  @Test
  void aPartitionIsSilenceAndHealingBringsEverything() {
    Pair pair = connect();
    internet.conditions().partition(List.of(BOB));
    on(pair.dialler, stream -> stream.write(ByteBuffer.wrap(randomBytes(500))));
    world.runFor(Duration.ofHours(1));
    assertThat(pair.acceptorSink.reads).isEmpty();
    assertThat(pair.acceptorSink.ends).isZero();

    internet.conditions().heal();
    world.runFor(SECOND);
    assertThat(pair.acceptorSink.bytes.toByteArray()).isEqualTo(randomBytes(500));
  }

  @Test
  void connectingFailsWithWordsThatNameTheAddress() {
    assertThatThrownBy(() -> world.await(alice.connect(PORT, SECOND), SECOND))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining(PORT + ": connection refused");
    internet.conditions().cut(ALICE, BOB);
    assertThatThrownBy(() -> world.await(alice.connect(PORT, SECOND), SECOND))
        .hasMessageContaining(PORT + ": timed out after PT1S");
    assertThat(world.now()).isEqualTo(SECOND);
  }

  @Test
  void listeningPicksAPortAndRefusesABusyOne() {
    HostPort any = world.await(bob.listen(HostPort.parse("0.0.0.0:0"), s -> {}, e -> {}), SECOND);
    assertThat(any.port()).isPositive();
    assertThatThrownBy(() -> world.await(bob.listen(any, s -> {}, e -> {}), SECOND))
        .hasMessageContaining(any + ": address already in use");
    assertThatThrownBy(() -> world.await(alice.listen(any, s -> {}, e -> {}), SECOND))
        .hasMessageContaining("cannot assign");
  }

  @Test
  void aCrashResetsTheOtherSideAndAPowerLossLeavesItInSilence() {
    Pair first = connect();
    bobNode.crash();
    world.runFor(SECOND);
    assertThat(first.diallerSink.cause).isInstanceOf(IOException.class);
    assertThat(first.acceptorSink.ends).isZero();

    SimulatedStreamNetwork again = internet.streams(bobNode, "10.0.0.2");
    world.await(again.listen(PORT, accepted::add, e -> {}), SECOND);
    ByteStream dialler = world.await(alice.connect(PORT, SECOND), SECOND);
    Sink sink = new Sink();
    on(dialler, stream -> stream.open(sink));
    bobNode.powerLoss();
    world.runFor(Duration.ofHours(1));
    assertThat(sink.ends).isZero();
  }

  @Test
  void closingTheNetworkClosesItsStreams() {
    Pair pair = connect();
    world.await(bob.close(), SECOND);
    world.settle();

    assertThat(pair.acceptorSink.ends).isEqualTo(1);
    assertThat(pair.diallerSink.ends).isEqualTo(1);
    assertThatThrownBy(() -> world.await(alice.connect(PORT, SECOND), SECOND))
        .hasMessageContaining("refused");
  }

  @Test
  void aBufferKeptAfterTheCallIsSpoiled() {
    Pair pair = connect();
    ByteStream stream = world.await(alice.connect(PORT, SECOND), SECOND);
    world.settle();
    List<ByteBuffer> kept = new ArrayList<>();
    on(
        accepted.getLast(),
        other ->
            other.open(
                new ByteStream.Handler() {
                  @Override
                  public void received(ByteBuffer bytes) {
                    kept.add(bytes.slice());
                  }

                  @Override
                  public void drained() {}

                  @Override
                  public void closed(@Nullable Throwable cause) {}
                }));
    on(stream, writer -> writer.write(ByteBuffer.wrap(new byte[] {1, 2, 3})));
    world.runFor(SECOND);

    assertThat(kept).isNotEmpty();
    assertThat(kept.getFirst().get(0)).isEqualTo((byte) 0xA5);
    assertThat(pair.diallerSink.ends).isZero();
  }

  @Test
  void callsFromOutsideOfItsThreadAreRefused() {
    Pair pair = connect();

    assertThatThrownBy(() -> pair.dialler.write(ByteBuffer.allocate(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ByteStream.write");
  }
}
