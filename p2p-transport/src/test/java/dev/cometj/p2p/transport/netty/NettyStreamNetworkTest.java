package dev.cometj.p2p.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.spi.ByteStream;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Real sockets on 127.0.0.1.
class NettyStreamNetworkTest {
  private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final NettyStreamNetwork network = new NettyStreamNetwork();
  private final BlockingQueue<ByteStream> accepted = new ArrayBlockingQueue<>(10);
  private HostPort address;

  @BeforeEach
  void listen() {
    address = await(network.listen(ANY_PORT, accepted::add, _ -> {}));
  }

  @AfterEach
  void close() {
    await(network.close());
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
    T taken = queue.poll(20, TimeUnit.SECONDS);
    if (taken == null) {
      throw new AssertionError("nothing came");
    }
    return taken;
  }

  private ByteStream connect() {
    return await(network.connect(address, SECOND));
  }

  /// Run something on the stream's thread and wait for it.
  private static void on(ByteStream stream, Consumer<ByteStream> action) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    stream.execute(() -> {
      try {
        action.accept(stream);
        done.complete(null);
      } catch (Throwable e) {
        done.completeExceptionally(e);
      }
    });
    await(done);
  }

  /// Counts what comes and remembers the end.
  private static class Recorder implements ByteStream.Handler {
    final AtomicLong bytes = new AtomicLong();
    final AtomicLong drains = new AtomicLong();
    final CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();
    long expected;
    final CountDownLatch arrived = new CountDownLatch(1);

    @Override
    public void received(ByteBuffer buffer) {
      long sum = bytes.addAndGet(buffer.remaining());
      buffer.position(buffer.limit());
      if (sum >= expected) {
        arrived.countDown();
      }
    }

    @Override
    public void drained() {
      drains.incrementAndGet();
    }

    @Override
    public void closed(@Nullable Throwable cause) {
      end.complete(cause);
    }

    Recorder expecting(long count) {
      expected = count;
      return this;
    }
  }

  @Test
  void bytesArriveInOrder() throws Exception {
    ByteStream client = connect();
    ByteStream server = take(accepted);
    List<Byte> got = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(300);
    on(
        server,
        s ->
            s.open(
                new Recorder() {
                  @Override
                  public void received(ByteBuffer buffer) {
                    while (buffer.hasRemaining()) {
                      got.add(buffer.get());
                      all.countDown();
                    }
                  }
                }));
    ByteBuffer reused = ByteBuffer.allocate(1);
    on(
        client,
        s -> {
          for (int i = 0; i < 300; i++) {
            reused.clear().put(0, (byte) i);
            s.write(reused);
            assertThat(reused.hasRemaining()).isFalse();
          }
        });
    assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 300; i++) {
      assertThat(got.get(i)).isEqualTo((byte) i);
    }
  }

  @Test
  void bothEndsKnowTheirAddresses() throws Exception {
    ByteStream client = connect();
    ByteStream server = take(accepted);
    assertThat(client.remote()).isEqualTo(address);
    assertThat(server.remote()).isEqualTo(client.local());
    assertThat(server.local()).isEqualTo(address);
  }

  @Test
  void nothingIsReadBeforeOpeningNorWhilePaused() throws Exception {
    ByteStream client = connect();
    ByteStream server = take(accepted);
    Recorder recorder = new Recorder().expecting(1);
    on(client, s -> s.write(ByteBuffer.wrap(new byte[1])));
    on(server, s -> {});
    assertThat(recorder.bytes).hasValue(0);
    on(server, s -> s.open(recorder));
    assertThat(recorder.arrived.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aReaderThatPausesHoldsTheWriterBack() throws Exception {
    int chunk = 64 * 1024;
    int chunks = 400;
    ByteStream client = connect();
    ByteStream server = take(accepted);
    Recorder recorder = new Recorder().expecting((long) chunk * chunks);
    Recorder writer = new Recorder();
    on(
        server,
        s -> {
          s.open(recorder);
          s.pauseReading();
        });
    on(client, s -> s.open(writer));
    on(
        client,
        s -> {
          for (int i = 0; i < chunks; i++) {
            s.write(ByteBuffer.wrap(new byte[chunk]));
          }
        });
    AtomicLong pending = new AtomicLong();
    on(client, s -> pending.set(s.pendingBytes()));
    assertThat(pending.get()).as("the sockets' buffers do not hold it all").isPositive();
    on(server, ByteStream::resumeReading);
    assertThat(recorder.arrived.await(60, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> flushed = new CompletableFuture<>();
    on(client, s -> s.closeAfterFlush(() -> flushed.complete(null)));
    await(flushed);
    assertThat(writer.drains.get()).isPositive();
    assertThat(await(recorder.end)).isNull();
  }

  @Test
  void whatWasWrittenBeforeClosingArrives() throws Exception {
    ByteStream client = connect();
    ByteStream server = take(accepted);
    Recorder recorder = new Recorder().expecting(5000);
    on(server, s -> s.open(recorder));
    on(
        client,
        s -> {
          s.write(ByteBuffer.wrap(new byte[5000]));
          s.close();
          s.close();
        });
    assertThat(await(recorder.end)).isNull();
    assertThat(recorder.bytes).hasValue(5000);
  }

  @Test
  @DisplayName("W15 what a handler throws ends its own connection and no other")
  void faultsStayInTheirConnection() throws Exception {
    ByteStream client = connect();
    ByteStream server = take(accepted);
    ByteStream otherClient = connect();
    ByteStream otherServer = take(accepted);
    Recorder other = new Recorder().expecting(1);
    on(otherServer, s -> s.open(other));
    Recorder faulty =
        new Recorder() {
          @Override
          public void received(ByteBuffer buffer) {
            throw new IllegalStateException("bad");
          }
        };
    Recorder remote = new Recorder();
    on(client, s -> s.open(remote));
    on(server, s -> s.open(faulty));
    on(client, s -> s.write(ByteBuffer.wrap(new byte[1])));
    assertThat(await(faulty.end)).hasMessage("bad");
    await(remote.end);
    on(otherClient, s -> s.write(ByteBuffer.wrap(new byte[1])));
    assertThat(other.arrived.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void faultsOfTasksEndTheConnection() throws Exception {
    ByteStream client = connect();
    Recorder recorder = new Recorder();
    on(client, s -> s.open(recorder));
    on(
        client,
        s ->
            s.schedule(
                Duration.ofMillis(1),
                () -> {
                  throw new IllegalStateException("late");
                }));
    assertThat(await(recorder.end)).hasMessage("late");
  }

  @Test
  void readingGoesOnBesideWorkThatNeverEnds() throws Exception {
    ByteStream client = connect();
    ByteStream server = take(accepted);
    Recorder recorder = new Recorder().expecting(1);
    AtomicLong turns = new AtomicLong();
    on(server, s -> s.open(recorder));
    on(
        server,
        s ->
            s.executeAfterReading(
                new Runnable() {
                  @Override
                  public void run() {
                    turns.incrementAndGet();
                    if (recorder.arrived.getCount() > 0) {
                      s.executeAfterReading(this);
                    }
                  }
                }));
    on(client, s -> s.write(ByteBuffer.wrap(new byte[1])));
    assertThat(recorder.arrived.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(turns).hasPositiveValue();
  }

  @Test
  void betweenTwoTurnsOfEndlessWorkAreAllOtherTasks() throws Exception {
    ByteStream client = connect();
    List<String> order = new ArrayList<>();
    CompletableFuture<Void> done = new CompletableFuture<>();
    on(
        client,
        s -> {
          s.executeAfterReading(() -> {
            order.add("after reading");
            done.complete(null);
          });
          s.execute(() -> {
            order.add("first");
            s.execute(() -> order.add("second"));
          });
        });
    await(done);
    assertThat(order).containsExactly("first", "second", "after reading");
  }

  @Test
  void whatIsThrownAfterReadingEndsTheConnection() throws Exception {
    ByteStream client = connect();
    Recorder recorder = new Recorder();
    on(client, s -> s.open(recorder));
    on(
        client,
        s ->
            s.executeAfterReading(() -> {
              throw new IllegalStateException("late");
            }));
    assertThat(await(recorder.end)).hasMessage("late");
  }

  @Test
  void eachWriteThatTheNetworkTakesIsTold() throws Exception {
    ByteStream client = connect();
    ByteStream server = take(accepted);
    int writes = 3 * WriteBuffers.BUFFERS_OF_A_SIZE;
    Recorder recorder = new Recorder().expecting(writes);
    Recorder writer = new Recorder();
    on(server, s -> s.open(recorder));
    on(client, s -> s.open(writer));
    on(
        client,
        s -> {
          for (int i = 0; i < writes; i++) {
            s.write(ByteBuffer.wrap(new byte[1]));
          }
          assertThat(s.pendingBytes()).isEqualTo(writes);
        });
    assertThat(recorder.arrived.await(20, TimeUnit.SECONDS)).isTrue();
    on(client, s -> assertThat(s.pendingBytes()).isZero());
    assertThat(writer.drains).hasValue(writes);
  }

  @Test
  void whatWaitsWhenAStreamIsClosedIsNoFault() throws Exception {
    ByteStream client = connect();
    ByteStream server = take(accepted);
    Recorder writer = new Recorder();
    on(server, s -> {});
    on(client, s -> s.open(writer));
    on(
        client,
        s -> {
          for (int i = 0; i < 400; i++) {
            s.write(ByteBuffer.wrap(new byte[WriteBuffers.MOST_BYTES]));
          }
        });
    on(client, s -> assertThat(s.pendingBytes()).isPositive());
    client.close();
    assertThat(await(writer.end)).isNull();
    on(client, s -> assertThat(s.pendingBytes()).isZero());
  }

  @Test
  void timersRunOnTheThreadOfTheStream() throws Exception {
    ByteStream client = connect();
    CompletableFuture<Boolean> onThread = new CompletableFuture<>();
    on(
        client,
        s -> {
          s.schedule(Duration.ofMillis(2), () -> onThread.complete(s.isOnThread()));
          s.schedule(Duration.ofMillis(1), () -> onThread.completeExceptionally(new Error()))
              .cancel();
        });
    assertThat(await(onThread)).isTrue();
    assertThat(client.isOnThread()).isFalse();
  }

  @Test
  void aStreamThatEndedBeforeItWasOpenedSaysSo() throws Exception {
    ByteStream client = connect();
    ByteStream server = take(accepted);
    server.close();
    Recorder unread = new Recorder();
    on(server, s -> {});
    on(server, s -> s.open(unread));
    assertThat(await(unread.end)).isNull();
    Recorder recorder = new Recorder();
    on(client, s -> s.open(recorder));
    await(recorder.end);
  }

  @Test
  void aBusyPortIsNamed() {
    assertThatThrownBy(() -> await(network.listen(address, accepted::add, _ -> {})))
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessageContaining(address.toString());
  }

  @Test
  void nobodyListening() {
    HostPort nobody = new HostPort("127.0.0.1", 1);
    assertThatThrownBy(() -> await(network.connect(nobody, SECOND)))
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessageContaining(nobody.toString());
  }

  @Test
  void aNameIsRefusedAndNotLookedUp() {
    assertThatThrownBy(() -> await(network.connect(new HostPort("localhost", 1), SECOND)))
        .cause()
        .isInstanceOf(IOException.class);
  }

  @Test
  void closingTheNetworkEndsItsStreams() throws Exception {
    ByteStream client = connect();
    Recorder recorder = new Recorder();
    on(client, s -> s.open(recorder));
    await(network.close());
    await(recorder.end);
    client.execute(() -> {});
    client.close();
    assertThatThrownBy(() -> await(network.connect(address, SECOND)))
        .cause()
        .isInstanceOf(IOException.class);
  }

  @Test
  @DisplayName("F12 a listener that fails to accept rests for a second")
  void acceptingPauses() {
    List<Throwable> failures = new ArrayList<>();
    EmbeddedChannel listener = new EmbeddedChannel(new AcceptFailures(failures::add));
    listener.freezeTime();
    listener.pipeline().fireExceptionCaught(new IOException("too many open files"));
    assertThat(failures).hasSize(1);
    assertThat(listener.config().isAutoRead()).isFalse();
    listener.advanceTimeBy(AcceptFailures.PAUSE_MILLIS - 1, TimeUnit.MILLISECONDS);
    listener.runScheduledPendingTasks();
    assertThat(listener.config().isAutoRead()).isFalse();
    listener.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    listener.runScheduledPendingTasks();
    assertThat(listener.config().isAutoRead()).isTrue();
    assertThat(listener.isOpen()).isTrue();
  }
}
