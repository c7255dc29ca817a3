package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Cancellable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

/// A stream for the sending half alone: it collects what is written, and the network takes what the test lets it take.
final class ManualStream implements ByteStream {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private long pending;
  private boolean blocked;
  private long total;

  /// Let the network take nothing from now on, or everything.
  void block(boolean value) {
    blocked = value;
    if (!value) {
      pending = 0;
    }
  }

  /// Let the network take some of what it has not taken yet.
  void take(long bytes) {
    pending = Math.max(0, pending - bytes);
  }

  byte[] written() {
    return written.toByteArray();
  }

  long total() {
    return total;
  }

  void forget() {
    written.reset();
  }

  @Override
  public void write(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    written.writeBytes(copy);
    total += copy.length;
    if (blocked) {
      pending += copy.length;
    }
  }

  @Override
  public long pendingBytes() {
    return pending;
  }

  @Override
  public HostPort remote() {
    throw new UnsupportedOperationException();
  }

  @Override
  public HostPort local() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void open(Handler handler) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void execute(Runnable task) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOnThread() {
    return true;
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void pauseReading() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void resumeReading() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void closeAfterFlush(Runnable done) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
