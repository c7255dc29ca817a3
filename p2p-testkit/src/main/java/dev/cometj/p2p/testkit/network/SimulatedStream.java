package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.testkit.Confinement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One end of a simulated connection.
///
/// Written bytes wait in `outgoing` until the window has room, travel over the wire in pieces, and wait in
/// `incoming` until the handler may read. What the handler has read opens the sender's window again.
final class SimulatedStream implements ByteStream {
  /// How many bytes may be under way or unread in one direction.
  private static final int WINDOW = 256 * 1024;

  private static final int LARGEST_PIECE = 16 * 1024;
  private static final byte SPOILED = (byte) 0xA5;

  private final SimulatedStreamNetwork network;
  private final Mailbox thread;
  private final HostPort local;
  private final HostPort remote;
  private final ByteQueue outgoing = new ByteQueue();
  private final ByteQueue incoming = new ByteQueue();
  private @Nullable SimulatedStream other;
  private @Nullable Wire wire;
  private @Nullable Handler handler;
  private @Nullable Runnable flushed;
  private @Nullable IOException fault;
  private int unacknowledged;
  private boolean pumping;
  private boolean reading;
  private boolean paused;
  private boolean remoteEnded;
  private boolean ended;
  private boolean told;

  SimulatedStream(SimulatedStreamNetwork network, Mailbox thread, HostPort local, HostPort remote) {
    this.network = network;
    this.thread = thread;
    this.local = local;
    this.remote = remote;
  }

  SimulatedStreamNetwork network() {
    return network;
  }

  Mailbox thread() {
    return thread;
  }

  void connect(SimulatedStream to) {
    if (ended) {
      return;
    }
    other = to;
    wire = new Wire(network.internet().conditions(), ip(local), ip(remote), to.thread);
    network.opened(this);
  }

  boolean isEnded() {
    return ended;
  }

  boolean isBetween(IpAddress a, IpAddress b) {
    return (ip(local).equals(a) && ip(remote).equals(b))
        || (ip(local).equals(b) && ip(remote).equals(a));
  }

  @Override
  public HostPort remote() {
    return remote;
  }

  @Override
  public HostPort local() {
    return local;
  }

  @Override
  public void open(Handler to) {
    check("open");
    if (handler != null) {
      throw new IllegalStateException("the stream is open already");
    }
    handler = to;
    thread.execute(ended ? this::tell : this::read);
  }

  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  @Override
  public boolean isOnThread() {
    return thread.isCurrent();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    check("schedule");
    return thread.schedule(delay, task);
  }

  @Override
  public void write(ByteBuffer bytes) {
    check("write");
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    if (!ended && flushed == null) {
      outgoing.add(copy);
      pumpSoon(Duration.ZERO);
    }
  }

  @Override
  public long pendingBytes() {
    check("pendingBytes");
    return outgoing.size();
  }

  @Override
  public void pauseReading() {
    check("pauseReading");
    paused = true;
  }

  @Override
  public void resumeReading() {
    check("resumeReading");
    paused = false;
    readSoon();
  }

  @Override
  public void closeAfterFlush(Runnable done) {
    check("closeAfterFlush");
    if (ended) {
      thread.execute(done);
    } else {
      flushed = done;
      pumpSoon(Duration.ZERO);
    }
  }

  @Override
  public void close() {
    if (!ended) {
      send(0, SimulatedStream::remoteClosed);
      end(null);
    }
  }

  /// Break the connection; both sides learn it at once.
  void reset() {
    SimulatedStream there = other;
    end(new IOException("connection reset by peer"));
    if (there != null) {
      there.end(new IOException("connection reset by peer"));
    }
  }

  /// The process at this end is gone; the other side will learn it.
  void abandon() {
    send(0, there -> there.end(new IOException("connection reset by peer")));
  }

  private void pumpSoon(Duration delay) {
    if (!pumping) {
      pumping = true;
      thread.schedule(delay, this::pump);
    }
  }

  private void pump() {
    pumping = false;
    if (ended) {
      return;
    }
    long before = outgoing.size();
    while (!outgoing.isEmpty() && unacknowledged < WINDOW && !pumping) {
      byte[] piece = outgoing.take(draw(Math.min(outgoing.size(), WINDOW - unacknowledged)));
      unacknowledged += piece.length;
      Duration busy = send(piece.length, there -> there.arrived(piece));
      if (!busy.isZero()) {
        pumpSoon(busy);
      }
    }
    if (handler != null && outgoing.size() < before) {
      handler.drained();
    }
    if (flushed != null && outgoing.isEmpty()) {
      close();
    }
  }

  private void arrived(byte[] piece) {
    if (!ended) {
      incoming.add(piece);
      readSoon();
    }
  }

  private void remoteClosed() {
    remoteEnded = true;
    readSoon();
  }

  private void readSoon() {
    if (!reading) {
      reading = true;
      thread.execute(this::read);
    }
  }

  /// Let the handler read one piece.
  private void read() {
    reading = false;
    if (handler == null || paused || ended) {
      return;
    }
    if (incoming.isEmpty()) {
      if (remoteEnded) {
        end(null);
      }
      return;
    }
    byte[] piece = incoming.take(draw(incoming.size()));
    send(0, there -> there.acknowledged(piece.length));
    ByteBuffer buffer = lend(piece);
    handler.received(buffer);
    spoil(buffer, piece.length);
    if (!incoming.isEmpty() || remoteEnded) {
      readSoon();
    }
  }

  private void acknowledged(int bytes) {
    unacknowledged -= bytes;
    if (!outgoing.isEmpty()) {
      pumpSoon(Duration.ZERO);
    }
  }

  private void end(@Nullable IOException cause) {
    if (ended) {
      return;
    }
    ended = true;
    fault = cause;
    outgoing.clear();
    incoming.clear();
    network.gone(this);
    if (flushed != null) {
      thread.execute(flushed);
    }
    thread.execute(this::tell);
  }

  private void tell() {
    if (handler != null && !told) {
      told = true;
      handler.closed(fault);
    }
  }

  private Duration send(long bytes, Consumer<SimulatedStream> action) {
    SimulatedStream there = other;
    return there == null || wire == null
        ? Duration.ZERO
        : wire.send(bytes, () -> action.accept(there));
  }

  /// Draw the size of a piece: now and then a tiny one.
  private int draw(long most) {
    RandomGenerator random = network.internet().pieces();
    int limit = (int) Math.min(most, random.nextInt(8) == 0 ? 16 : LARGEST_PIECE);
    return random.nextInt(4) == 0 ? 1 + random.nextInt(limit) : limit;
  }

  /// Put the bytes somewhere in a buffer of either kind.
  private ByteBuffer lend(byte[] piece) {
    RandomGenerator random = network.internet().pieces();
    int before = random.nextInt(3);
    ByteBuffer buffer =
        random.nextBoolean()
            ? ByteBuffer.allocate(before + piece.length + 2)
            : network.internet().directBuffer(LARGEST_PIECE + 2);
    buffer.position(before).put(piece).flip();
    return buffer.position(before);
  }

  /// The buffer was valid only during the call: whoever kept it finds nonsense.
  private static void spoil(ByteBuffer buffer, int length) {
    buffer.clear();
    for (int i = 0; i < Math.min(length + 2, buffer.capacity()); i++) {
      buffer.put(i, SPOILED);
    }
  }

  private void check(String method) {
    Confinement.check(thread, "ByteStream." + method);
  }

  private static IpAddress ip(HostPort endpoint) {
    return IpAddress.parse(endpoint.host()).orElseThrow();
  }
}
