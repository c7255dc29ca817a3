package dev.cometj.benchmarks.p2p;

import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.LinkHandler;
import dev.cometj.p2p.transport.link.StreamLink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection with its messages counted and checked.
final class BenchLink implements LinkHandler {
  private static final byte END = 1;
  private static final int SPINS = 200;

  private final StreamLink link;
  private final Counters counters = new Counters();
  private final Runnable whenClosed;
  private volatile @Nullable Consumer<ByteBuffer> echo;
  private volatile boolean closed;

  BenchLink(StreamLink link, Runnable whenClosed) {
    this.link = link;
    this.whenClosed = whenClosed;
  }

  void open() {
    link.open(this);
  }

  Counters counters() {
    return counters;
  }

  void onEcho(@Nullable Consumer<ByteBuffer> handler) {
    echo = handler;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    link.close(new StopReason.Requested("the test is over"));
  }

  @Override
  public void received(int channelId, ByteBuffer message) {
    if (channelId == Peers.ECHO) {
      answer(message);
    } else if (message.hasRemaining() && message.get(message.position()) == END) {
      counters.ended();
    } else {
      counters.message(message);
    }
  }

  private void answer(ByteBuffer message) {
    Consumer<ByteBuffer> mine = echo;
    if (mine != null) {
      mine.accept(message);
    } else if (message.remaining() >= 24) {
      byte[] copy = new byte[message.remaining()];
      message.get(copy);
      ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putLong(16, Counters.now());
      sendSoon(Peers.ECHO, Payload.of(copy));
    }
  }

  @Override
  public void closed(StopReason reason) {
    closed = true;
    whenClosed.run();
  }

  /// Queue a message as soon as there is room; on any thread, also the link's own, where nothing may wait.
  void sendSoon(int channel, Payload message) {
    if (link.offer(channel, message) == SendResult.QUEUE_FULL) {
      link.whenWritable(channel, () -> sendSoon(channel, message));
    }
  }

  /// Queue a message, waiting for room; on a thread that may block.
  boolean send(int channel, Payload message) {
    for (int spin = 0; ; spin++) {
      switch (link.offer(channel, message)) {
        case QUEUED -> {
          return true;
        }
        case QUEUE_FULL -> {
          if (spin < SPINS) {
            Thread.onSpinWait();
          } else {
            Semaphore room = new Semaphore(0);
            link.whenWritable(channel, room::release);
            room.acquireUninterruptibly();
          }
        }
        default -> {
          return false;
        }
      }
    }
  }

  static Payload numbered(int size, long number) {
    byte[] message = new byte[size];
    if (size >= 9) {
      ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putLong(1, number);
    }
    return Payload.of(message);
  }

  /// Send numbered bulk messages until the deadline and then the end mark.
  ///
  /// @return how many
  long blast(int size, long untilNanos) {
    long number = 0;
    while (!closed && (number % 64 != 0 || System.nanoTime() - untilNanos < 0)) {
      if (!send(Peers.BULK, numbered(size, number))) {
        break;
      }
      number++;
    }
    end();
    return number;
  }

  void end() {
    send(Peers.BULK, Payload.of(new byte[] {END}));
  }
}
