package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Cancellable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// A stream whose reads and writes are delayed or lost.
final class FuzzedStream implements ByteStream {
  /// One direction: operations in order, each after its delay.
  private final class Lane {
    private final Queue<Runnable> operations = new ArrayDeque<>();
    private boolean waiting;
    private boolean held;

    void add(FuzzDice.Fate fate, Runnable operation) {
      operations.add(() -> {
        switch (fate) {
          case FuzzDice.Fate.Drop() -> {}
          case FuzzDice.Fate.Break() -> stream.close();
          case FuzzDice.Fate.Pass() -> operation.run();
          case FuzzDice.Fate.Delay(Duration duration) -> {
            waiting = true;
            stream.schedule(
                duration,
                () -> {
                  waiting = false;
                  operation.run();
                  drain();
                });
          }
        }
      });
      drain();
    }

    void hold(boolean value) {
      held = value;
      drain();
    }

    private void drain() {
      while (!waiting && !held) {
        Runnable next = operations.poll();
        if (next == null) {
          return;
        }
        next.run();
      }
    }
  }

  private final ByteStream stream;
  private final FuzzDice dice;
  private final Lane reads = new Lane();
  private final Lane writes = new Lane();
  private long waitingBytes;
  private volatile boolean closed;

  FuzzedStream(ByteStream stream, FuzzDice dice) {
    this.stream = stream;
    this.dice = dice;
  }

  @Override
  public HostPort remote() {
    return stream.remote();
  }

  @Override
  public HostPort local() {
    return stream.local();
  }

  @Override
  public void open(Handler handler) {
    stream.open(
        new Handler() {
          @Override
          public void received(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            FuzzDice.Fate fate = dice.roll();
            boolean retried = fate instanceof FuzzDice.Fate.Drop;
            reads.add(
                retried ? new FuzzDice.Fate.Pass() : fate,
                () -> {
                  if (!closed) {
                    handler.received(ByteBuffer.wrap(copy));
                  }
                });
          }

          @Override
          public void drained() {
            handler.drained();
          }

          @Override
          public void closed(@Nullable Throwable cause) {
            reads.add(new FuzzDice.Fate.Pass(), () -> handler.closed(cause));
            // What waits behind a pause would never be read: the stream is gone.
            reads.hold(false);
          }
        });
  }

  @Override
  public void execute(Runnable task) {
    stream.execute(task);
  }

  @Override
  public boolean isOnThread() {
    return stream.isOnThread();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    return stream.schedule(delay, task);
  }

  @Override
  public void write(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    FuzzDice.Fate fate = dice.roll();
    if (fate instanceof FuzzDice.Fate.Drop) {
      return;
    }
    waitingBytes += copy.length;
    writes.add(
        fate,
        () -> {
          waitingBytes -= copy.length;
          stream.write(ByteBuffer.wrap(copy));
        });
  }

  @Override
  public long pendingBytes() {
    return stream.pendingBytes() + waitingBytes;
  }

  @Override
  public void pauseReading() {
    reads.hold(true);
    stream.pauseReading();
  }

  @Override
  public void resumeReading() {
    stream.resumeReading();
    reads.hold(false);
  }

  @Override
  public void closeAfterFlush(Runnable done) {
    writes.add(new FuzzDice.Fate.Pass(), () -> stream.closeAfterFlush(done));
  }

  @Override
  public void close() {
    closed = true;
    stream.close();
  }
}
