package dev.cometj.p2p.transport.netty;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Cancellable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A TCP connection as a byte stream. Its thread is the channel's event loop.
///
/// Writes are copied into a pooled buffer at once and flushed together after all that the event loop has to do
/// before. Whatever a handler or a task throws closes this connection and no other. A stream that is used in the same way
/// again and again makes no garbage for what it sends.
final class NettyStream extends ChannelInboundHandlerAdapter implements ByteStream {
  /// How long the remote end may take to hang up after we have said everything.
  private static final long LINGER_MILLIS = 5_000;

  private final Channel channel;
  private final SingleThreadEventLoop loop;
  private final WriteBuffers buffers;
  private final HostPort remote;
  private final HostPort local;
  private final Runnable flush = this::flush;

  private @Nullable Handler handler;
  private @Nullable Throwable fault;
  private @Nullable WriteReceipt unused;

  /// The last task to execute. Threads may differ about it, since all of it is final.
  private @Nullable Guarded executed;

  /// The last task to execute after reading.
  private @Nullable Guarded continued;

  private long pendingBytes;
  private boolean isFlushScheduled;
  private boolean isLingering;
  private boolean isOver;

  /// Make the stream of a connected channel, which does not read yet.
  ///
  /// @param channel a socket's
  /// @param buffers those of its event loop
  NettyStream(Channel channel, WriteBuffers buffers) {
    this.channel = channel;
    this.loop = (SingleThreadEventLoop) channel.eventLoop();
    this.buffers = buffers;
    this.remote = endpoint(channel.remoteAddress());
    this.local = endpoint(channel.localAddress());
  }

  private static HostPort endpoint(SocketAddress address) {
    InetSocketAddress socket = (InetSocketAddress) address;
    return new HostPort(IpAddress.of(socket.getAddress()).toString(), socket.getPort());
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
  public void open(Handler handler) {
    this.handler = handler;
    if (isOver) {
      execute(() -> handler.closed(fault));
    } else {
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void execute(Runnable task) {
    Guarded guarded = guarded(task, executed);
    executed = guarded;
    submit(guarded);
  }

  /// At the end of its pass the loop gives itself the task, as a task of the next pass, which begins with reading. A timer of
  /// no delay would do the same, but is several new objects.
  @Override
  public void executeAfterReading(Runnable task) {
    Guarded guarded = guarded(task, continued);
    continued = guarded;
    try {
      loop.executeAfterEventLoopIteration(guarded.inNextPass);
    } catch (RejectedExecutionException _) {
      // The network is closed, and with it this stream.
    }
  }

  private void submit(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException _) {
      // The network is closed, and with it this stream.
    }
  }

  /// Whoever has the same task run again and again pays for it once.
  private Guarded guarded(Runnable task, @Nullable Guarded last) {
    return last != null && last.task.equals(task) ? last : new Guarded(task);
  }

  /// A task that ends this stream, and no other, by what it throws.
  private final class Guarded implements Runnable {
    final Runnable task;
    final Runnable inNextPass = () -> submit(this);

    Guarded(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      NettyStream.this.run(task);
    }
  }

  @Override
  public boolean isOnThread() {
    return loop.inEventLoop();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    try {
      var scheduled =
          loop.schedule(() -> run(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
      return () -> scheduled.cancel(false);
    } catch (RejectedExecutionException _) {
      return () -> {};
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | StackOverflowError e) {
      fail(e);
    }
  }

  private void fail(Throwable cause) {
    if (fault == null) {
      fault = cause;
    }
    var _ = channel.close();
  }

  @Override
  public void write(ByteBuffer bytes) {
    int size = bytes.remaining();
    if (size == 0) {
      return;
    }
    WriteReceipt receipt = receipt();
    ByteBuf lent = buffers.take(size);
    receipt.begin(size, lent);
    ByteBuf copy = lent == null ? channel.alloc().directBuffer(size, size) : lent.retain();
    copy.writeBytes(bytes);
    pendingBytes += size;
    var _ = channel.write(copy, receipt);
    if (!isFlushScheduled) {
      isFlushScheduled = true;
      submit(flush);
    }
  }

  private WriteReceipt receipt() {
    WriteReceipt receipt = unused;
    if (receipt == null) {
      return new WriteReceipt(this, channel);
    }
    unused = receipt.next;
    receipt.next = null;
    return receipt;
  }

  private void flush() {
    isFlushScheduled = false;
    channel.flush();
  }

  /// Learn that a write is over.
  ///
  /// @param receipt the write's, which is free then
  /// @param cause why it failed, or null
  void written(WriteReceipt receipt, @Nullable Throwable cause) {
    pendingBytes -= receipt.size();
    ByteBuf lent = receipt.buffer();
    if (lent != null) {
      buffers.giveBack(lent);
    }
    receipt.begin(0, null);
    receipt.next = unused;
    unused = receipt;
    // What waits when a connection ends fails by that, and is not why it ends.
    if (cause != null && !isOver && !(cause instanceof ClosedChannelException)) {
      fail(cause);
    }
    Handler current = handler;
    if (current != null && !isOver) {
      try {
        current.drained();
      } catch (RuntimeException | StackOverflowError e) {
        fail(e);
      }
    }
  }

  @Override
  public long pendingBytes() {
    return pendingBytes;
  }

  @Override
  public void pauseReading() {
    channel.config().setAutoRead(isLingering);
  }

  @Override
  public void resumeReading() {
    channel.config().setAutoRead(true);
  }

  @Override
  public void closeAfterFlush(Runnable done) {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(flush -> {
          boolean isHeard = flush.isSuccess() && !isOver;
          if (isHeard) {
            linger();
          } else {
            var _ = channel.close();
          }
          run(done);
          if (isHeard) {
            end();
          }
        });
  }

  /// Say that we are done, and let the remote end hang up. A socket that is closed while something comes in is reset, and
  /// what the kernel has not sent yet is lost with it.
  private void linger() {
    isLingering = true;
    channel.config().setAutoRead(true);
    if (channel instanceof DuplexChannel both) {
      both.shutdownOutput()
          .addListener(shutdown -> {
            if (!shutdown.isSuccess()) {
              var _ = channel.close();
            }
          });
    }
    var _ =
        loop.schedule(
            () -> {
              var _ = channel.close();
            },
            LINGER_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private void end() {
    if (isOver) {
      return;
    }
    isOver = true;
    Handler current = handler;
    if (current != null) {
      run(() -> current.closed(fault));
    }
  }

  @Override
  public void close() {
    if (isOnThread()) {
      if (!isLingering) {
        channel.flush();
        var _ = channel.close();
      }
    } else {
      execute(this::close);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      Handler current = handler;
      if (current != null && !isOver) {
        current.received(bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes()));
      }
    } catch (RuntimeException | StackOverflowError e) {
      fail(e);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(cause);
  }
}
